// The facts of a change in words: "Salle : Curie, puis Hugo".

import { t } from "../i18n.js";
import { capital, dateAt, instantInWords, timesInWords, whenInWords } from "../school/lesson_when.js";

/** @typedef {import("./shapes.js").FieldChange} FieldChange */

const FIELDS = /** @type {const} */ (["module", "title", "room", "professors", "groups"]);

/** Start and end are one fact: when. @param {readonly FieldChange[]} changes @returns {string[]} */
export function changesInWords(changes) {
  const others = changes.flatMap(({ field, from, to }) => {
    const known = FIELDS.find((one) => one === field);
    return known ? [t("planning.history.change", { field: t(`planning.history.field.${known}`), from: valueInWords(from), to: valueInWords(to) })] : [];
  });
  const when = timeInWords(changes);
  return when ? [when, ...others] : others;
}

/** @param {readonly FieldChange[]} changes */
function timeInWords(changes) {
  const start = changes.find(({ field }) => field === "starts_at");
  const end = changes.find(({ field }) => field === "ends_at");
  if (start && end) {
    const [before, after] = [{ starts_at: start.from, ends_at: end.from }, { starts_at: start.to, ends_at: end.to }];
    const isSameDay = dateAt(start.from) === dateAt(start.to);
    return capital(t("planning.history.time", { from: whenInWords(before), to: isSameDay ? timesInWords(after) : whenInWords(after) }));
  }
  const one = start ?? end;
  return one ? capital(t("planning.history.time", { from: instantInWords(one.from), to: instantInWords(one.to) })) : null;
}

/** @param {unknown} value a text, `{ id, name }`, or a list of these */
function valueInWords(value) {
  const names = (Array.isArray(value) ? value : [value]).map((one) => (typeof one === "string" ? one : one?.name)).filter(Boolean);
  return names.join(", ") || t("planning.history.nothing");
}
