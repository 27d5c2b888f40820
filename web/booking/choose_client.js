// For whom coach and staff book.

import { get } from "../api.js";
import { Avatar } from "../components/avatar.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Icon } from "../components/icon.js";
import { Loaded } from "../components/loaded.js";
import { SearchBox } from "../components/search_box.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { avatarOf } from "./choose_coach.js";
import { StepTitle } from "./step_title.js";

/** @typedef {import("./asker.js").Client} Client */

/** Few enough to be taken in at once; others are searched. */
const SHOWN = 8;

/** @param {{ onPick: (client: Client | "me") => void, isMeOffered: boolean, isUnknown: boolean, isLed: boolean }} props isUnknown: the address named nobody */
export function ChooseClient({ onPick, isMeOffered, isUnknown, isLed }) {
  const [search, setSearch] = useState("");
  const load = useLoad(
    async (signal) => {
      const answer = await get("/api/clients/", { search, page_size: SHOWN }, { signal });
      return { clients: /** @type {Client[]} */ (answer.results), hasMore: Boolean(answer.next) };
    },
    [search],
  );
  return html`<section class="booking-step">
    ${h(StepTitle, { title: t("booking.client.title"), text: isUnknown ? t("booking.client.unknown") : undefined, isLed })}
    <div class="booking-client-search">
      ${h(SearchBox, { value: search, onSearch: setSearch, label: t("booking.client.search"), isBusy: load.isLoading })}
      ${isMeOffered && h(Button, { icon: "person", onClick: () => onPick("me") }, t("booking.client.me"))}
    </div>
    ${h(Loaded, {
      load,
      children: (/** @type {{ clients: Client[], hasMore: boolean }} */ { clients, hasMore }) => h(Found, { clients, hasMore, search, onPick }),
    })}
  </section>`;
}

/** @param {{ clients: Client[], hasMore: boolean, search: string, onPick: (client: Client) => void }} props */
function Found({ clients, hasMore, search, onPick }) {
  if (clients.length === 0) {
    const text = search ? t("booking.client.none_text", { search }) : t("booking.client.none_at_all");
    return h(Empty, { icon: "people", small: true, title: t("booking.client.none"), text });
  }
  return html`<div class="stack-s">
    <ul class="list booking-clients">
      ${clients.map((client) => html`<li key=${client.id}>
        <button type="button" class="booking-client" onClick=${() => onPick(client)}>
          ${h(Avatar, { user: avatarOf(client), size: "small" })}
          <span class="booking-choice-text">
            <span class="booking-choice-name">${client.name}</span>
            <span class="soft small cut">${[client.email, client.phone].filter(Boolean).join(" · ")}</span>
          </span>
          ${h(Icon, { name: "chevron_right", size: 18 })}
        </button>
      </li>`)}
    </ul>
    ${hasMore && html`<p class="soft small">${t("booking.client.more")}</p>`}
  </div>`;
}
