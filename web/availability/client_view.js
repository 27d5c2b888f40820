// The rules as clients read them when they book, from what is typed.

import { rulesInWords } from "../appointments/rules_in_words.js";
import { Section } from "../components/section.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { problemsOf, weekOf } from "./week.js";

/** @param {{ rules: import("./rules_values.js").Rules, minutes?: number }} props */
export function ClientView({ rules, minutes }) {
  // Hours that are not right yet are not put into words.
  const isRight = problemsOf(weekOf(rules.hours)).length === 0;
  const said = rulesInWords(isRight ? rules : { ...rules, hours: [] }, minutes);
  return h(
    Section,
    { title: t("availability.client_view.title"), text: t("availability.client_view.text"), card: true },
    html`<ul class="client-view">
      ${said.map(({ name, text }) => html`<li key=${name}>${text}</li>`)}
    </ul>`,
  );
}
