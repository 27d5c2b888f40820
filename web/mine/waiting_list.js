// What I wait for.

import { del } from "../api.js";
import { ApiError } from "../api_error.js";
import { Badge } from "../components/badge.js";
import { Button, IconButton } from "../components/button.js";
import { confirm } from "../components/confirm.js";
import { Loaded } from "../components/loaded.js";
import { Section } from "../components/section.js";
import { useNow } from "../components/now.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";
import { capital } from "../appointments/when.js";
import { leadFocus } from "./lead_focus.js";
import { daysOf, timesOf } from "./wish_words.js";
import { offered } from "./wishes.js";

/** @typedef {import("./wishes.js").Wish} Wish */

const TITLE = "my-waiting-list";

/** @param {{ wishes: import("./wishes.js").WishesLoad }} props */
export function WaitingList({ wishes }) {
  const onGone = () => {
    wishes.reload();
    leadFocus(TITLE);
  };
  return h(
    Section,
    { title: t("mine.waiting.title"), text: t("mine.waiting.lead"), card: true, id: TITLE },
    h(Loaded, {
      load: wishes,
      rows: 1,
      small: true,
      empty: html`<p class="small">${t("mine.waiting.none")}</p>`,
      children: (/** @type {Wish[]} */ found) => html`<ul class="mine-wishes" role="list">
        ${found.map((wish) => h(WishRow, { key: wish.id, wish, onGone }))}
      </ul>`,
    }),
    html`<p class="mine-more">${h(Button, { tone: "plain", small: true, iconAfter: "arrow_right", to: "/book" }, t("mine.waiting.add"))}</p>`,
  );
}

/** @param {{ wish: Wish, onGone: () => void }} props */
function WishRow({ wish, onGone }) {
  const [isBusy, setBusy] = useState(false);
  const hasOffer = offered([wish], useNow(undefined)).length > 0;
  const days = daysOf(wish);
  const remove = async () => {
    const text = t(hasOffer ? "mine.waiting.remove_offered" : "mine.waiting.remove_text", { days });
    if (!(await confirm({ title: t("mine.waiting.remove_title"), text, action: t("mine.waiting.remove"), danger: true }))) return;
    setBusy(true);
    try {
      await del(`/api/waiting-list/${wish.id}/`);
      toast(t("mine.waiting.removed"));
      onGone();
    } catch (error) {
      toast(error instanceof ApiError ? error.message : t("core.error.unexpected"), { tone: "wrong" });
    } finally {
      setBusy(false);
    }
  };
  return html`<li class="mine-wish">
    <div class="mine-wish-words">
      <p class="mine-wish-days">${capital(days)}</p>
      <p class="soft small">${timesOf(wish)} · ${t("appointments.with", { service: wish.service_name, name: wish.coach_name })}</p>
      ${hasOffer && html`<p>${h(Badge, { tone: "busy" }, t("mine.waiting.offered"))}</p>`}
    </div>
    ${h(IconButton, { icon: "trash", busy: isBusy, label: t("mine.waiting.remove_label", { days }), onClick: () => void remove() })}
  </li>`;
}
