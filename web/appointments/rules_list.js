// A coach's rules as a list to be read before booking.

import { h, html } from "../h.js";
import { Icon } from "../components/icon.js";
import { rulesInWords } from "./rules_in_words.js";

/** @type {Record<import("./rules_in_words.js").RuleName, import("../components/icon_shapes.js").IconName>} */
const ICONS = { hours: "week", length: "hourglass", horizon: "calendar", notice: "bell", cancel: "edit", most: "appointment" };

/** @param {{ rules: import("./rules_in_words.js").Rules, minutes?: number }} props */
export function RulesList({ rules, minutes }) {
  return html`<ul class="rules-list">
    ${rulesInWords(rules, minutes).map(({ name, text }) => html`<li key=${name}>${h(Icon, { name: ICONS[name], size: 18 })}<span>${text}</span></li>`)}
  </ul>`;
}
