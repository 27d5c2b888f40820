// What is to be said of a day in the month: closed, open longer, booked.

import { t } from "../i18n.js";

/** @typedef {import("../components/month_grid.js").Mark} Mark */

const TONES = /** @type {const} */ ({ closed: "warning", closed_part: "warning", extra: "good" });

/** @param {import("./exceptions_side.js").Known} known @returns {Record<string, Mark>} */
export function marksOf({ exceptions, booked, closures }) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { date } of booked) counts[date] = (counts[date] ?? 0) + 1;
  /** @type {Record<string, Mark>} */
  const marks = {};
  for (const [date, count] of Object.entries(counts)) marks[date] = { label: bookedInWords(count), count, tone: "quiet" };
  /** @param {string} day @param {string} label @param {Mark["tone"]} tone */
  const mark = (day, label, tone) => {
    const said = counts[day] ? `${label}, ${bookedInWords(counts[day])}` : label;
    marks[day] = { label: said, count: counts[day] ?? 0, tone };
  };
  for (const [day, name] of Object.entries(closures)) mark(day, t("availability.place_closed", { name }), "warning");
  for (const { day, kind } of exceptions) {
    const known = /** @type {keyof typeof TONES} */ (kind);
    mark(day, t(`availability.kind.${known}`), TONES[known]);
  }
  return marks;
}

/** @param {number} count */
const bookedInWords = (count) => t("availability.booked", { count });
