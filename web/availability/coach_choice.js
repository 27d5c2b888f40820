// Whose hours: staff choose the coach first.

import { Avatar } from "../components/avatar.js";
import { Empty } from "../components/empty.js";
import { Icon } from "../components/icon.js";
import { SearchBox } from "../components/search_box.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { Link } from "../router.js";

/** @typedef {import("../types/api.js").components["schemas"]["CoachBody"]} Coach */

/** More than so many are searched rather than read. */
const READ_AT_ONCE = 8;

/** @param {{ coaches: Coach[] }} props */
export function CoachChoice({ coaches }) {
  const [search, setSearch] = useState("");
  const shown = coaches.filter(({ name }) => fold(name).includes(fold(search)));
  return html`<section class="stack" aria-label=${t("availability.coach.choose")}>
    <h2>${t("availability.coach.choose")}</h2>
    ${coaches.length > READ_AT_ONCE && h(SearchBox, { value: search, label: t("availability.coach.search"), onSearch: setSearch })}
    <ul class="grid coach-cards">
      ${shown.map(
        (coach) => html`<li key=${coach.id}>
          ${h(
            Link,
            { to: `/appointments/availability?coach=${coach.id}`, class: "card card-normal coach-card" },
            h(Avatar, { user: inTwo(coach.name) }),
            html`<span class="row-main"><span class="row-title">${coach.name}</span><span class="soft small">${coach.headline}</span></span>`,
            h(Icon, { name: "chevron_right" }),
          )}
        </li>`,
      )}
    </ul>
    ${shown.length === 0 && h(Empty, { small: true, icon: "search", title: t("availability.coach.not_found") })}
  </section>`;
}

/** The API tells coaches by their whole name. @param {string} name */
function inTwo(name) {
  const [first_name, ...others] = name.split(" ");
  return { first_name, last_name: others.join(" ") };
}

/** @param {string} text without case and accents */
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
