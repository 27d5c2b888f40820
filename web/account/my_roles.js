// What I am here, with the particulars of the first role (the one whose fields the profile answers).

import { Badge } from "../components/badge.js";
import { Card } from "../components/card.js";
import { Empty } from "../components/empty.js";
import { Section } from "../components/section.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { profile } from "../session.js";
import { roleName } from "./role_name.js";

/** @typedef {import("./my_data.js").MyData} MyData */

const PARTICULARS = /** @type {const} */ ({
  title: "account.roles.title_field",
  specialty: "account.roles.specialty",
  headline: "account.roles.headline",
  student_number: "account.roles.student_number",
  level: "account.roles.level",
  relationship: "account.roles.relationship",
});

/** @param {{ mine: MyData }} props */
export function MyRoles({ mine }) {
  const staff = mine.is_superuser ? ["SUPERUSER"] : mine.is_staff ? ["STAFF"] : [];
  const names = [...staff, ...mine.roles_details.map((role) => role.name)];
  return h(
    Section,
    { layout: "beside", title: t("account.roles.title"), text: t("account.roles.text") },
    h(
      Card,
      { class: "stack" },
      names.length === 0
        ? h(Empty, { icon: "person", small: true, title: t("account.roles.none"), text: t("account.roles.none_text") })
        : html`<ul class="tags" role="list">
            ${names.map((name) => html`<li key=${name}>${h(Badge, { tone: "info" }, roleName(name))}</li>`)}
          </ul>`,
      h(Particulars, {}),
    ),
  );
}

function Particulars() {
  const own = /** @type {Record<string, unknown>} */ (profile.value?.profile ?? {});
  const facts = Object.entries(PARTICULARS)
    .filter(([field]) => own[field])
    .map(([field, key]) => ({ field, label: t(key), value: String(own[field]) }));
  if (Array.isArray(own.students) && own.students.length > 0) {
    const value = t("account.roles.students_count", { count: own.students.length });
    facts.push({ field: "students", label: t("account.roles.students"), value });
  }
  if (facts.length === 0) return null;
  return html`<dl class="own-facts">
    ${facts.map(
      ({ field, label, value }) =>
        html`<div key=${field}>
          <dt>${label}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}
