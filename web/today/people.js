// For those who manage people: how many there are, and who came last.

import { get } from "../api.js";
import { Avatar } from "../components/avatar.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Section } from "../components/section.js";
import { h, html } from "../h.js";
import { formatRelative, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { Link } from "../router.js";
import { roleName } from "../account/role_name.js";
import { PeopleFigures } from "./people_figures.js";

/** @typedef {import("../types/session.js").Me} Person */
/** @typedef {import("../types/session.js").ListOf<Person>} People */

const NEWEST = { ordering: "-created_at", page_size: 6 };

export default function PeopleCard() {
  const load = useLoad(async (signal) => /** @type {People} */ (await get("/api/users/", NEWEST, { signal })), []);
  return h(
    Section,
    {
      title: t("account.people.title"),
      card: true,
      tools: h(Button, { small: true, icon: "person_add", to: "/people/new" }, t("account.people.add")),
    },
    h(PeopleFigures, {}),
    html`<h3 class="newest-title">${t("account.people.newest")}</h3>`,
    h(Loaded, {
      load,
      rows: 4,
      small: true,
      // Oneself is always there.
      empty: (people) =>
        people.results.length < 2 &&
        h(Empty, {
          icon: "people",
          small: true,
          title: t("account.people.empty"),
          text: t("account.people.empty_text"),
          action: h(Button, { small: true, icon: "upload", to: "/people/import" }, t("account.people.import")),
        }),
      children: (people) =>
        html`<ul class="newest" role="list">
            ${people.results.map((person) => h(Newcomer, { key: person.id, person }))}
          </ul>
          <p>${h(Button, { tone: "plain", small: true, to: "/people", iconAfter: "arrow_right" }, seeAll(people.count))}</p>`,
    }),
  );
}

/** @param {number | null} count */
function seeAll(count) {
  return count === null ? t("account.people.see_all") : t("account.people.see_all_count", { count });
}

/** @param {{ person: Person }} props */
function Newcomer({ person }) {
  const roles = person.roles_details.map((role) => roleName(role.name));
  const staff = person.is_superuser ? [roleName("SUPERUSER")] : person.is_staff ? [roleName("STAFF")] : [];
  const what = [...staff, ...roles, person.last_login_at ? "" : t("account.people.never_in")].filter(Boolean);
  return html`<li>
    ${h(
      Link,
      { to: `/people/users/${person.id}`, class: "newcomer" },
      h(Avatar, { user: person, size: "small" }),
      html`<span class="newcomer-words">
          <span class="newcomer-name">${person.first_name} ${person.last_name}</span>
          <span class="soft small">${what.join(" · ")}</span>
        </span>
        <span class="newcomer-when soft small">${formatRelative(person.created_at)}</span>`,
    )}
  </li>`;
}
