import { formatDate, lang } from "../i18n.js";

/** A date in words. The first of a month is the only day that French counts as such. @param {string} date @param {"long" | "medium"} [style] */
export function dated(date, style = "long") {
  const text = formatDate(date, style);
  return lang.value === "fr" ? text.replace(/^1(?!\d)/, "1er") : text;
}
