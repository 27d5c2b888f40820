// The hours of one week: the usual ones, what was added and what was taken away.

import { closedRanges } from "../components/calendar_layout.js";
import { clockText, MINUTES_OF_DAY, minutesOf, weekdayOf } from "../components/calendar_time.js";

/**
 * @typedef {import("../components/calendar_layout.js").Opening} Opening
 * @typedef {{ day: string, kind: string, from_time?: string | null, to_time?: string | null, reason: string }} Exception
 *   kind: closed, closed_part or extra
 */

/** @param {readonly Opening[]} usual @param {readonly Exception[]} exceptions of that week @returns {Opening[]} */
export function openingsOf(usual, exceptions) {
  const extra = exceptions.filter(({ kind }) => kind === "extra").map(spanOf);
  const off = exceptions.filter(({ kind }) => kind === "closed_part").map(spanOf);
  return [...usual, ...extra].flatMap((one) => without(one, off.filter(({ day }) => day === one.day)));
}

/** Reason by date. @param {readonly Exception[]} exceptions @param {string} unnamed for those without a reason @returns {Record<string, string>} */
export function closedDaysOf(exceptions, unnamed) {
  const closed = exceptions.filter(({ kind }) => kind === "closed");
  return Object.fromEntries(closed.map(({ day, reason }) => [day, reason || unnamed]));
}

/** @param {Exception} exception @returns {Opening} */
const spanOf = ({ day, from_time, to_time }) => ({ day: weekdayOf(day), opens: from_time ?? "00:00", closes: to_time ?? "24:00" });

/** @param {Opening} opening @param {Opening[]} off @returns {Opening[]} */
function without(opening, off) {
  const whole = { from: minutesOf(opening.opens), to: minutesOf(opening.closes) || MINUTES_OF_DAY };
  const taken = off
    .map((one) => ({ from: minutesOf(one.opens), to: minutesOf(one.closes) || MINUTES_OF_DAY }))
    .filter((one) => one.to > whole.from && one.from < whole.to)
    .sort((a, b) => a.from - b.from);
  return closedRanges(taken, whole).map(({ from, to }) => ({ day: opening.day, opens: clockText(from), closes: clockText(to) }));
}
