// Which days and hours an absence takes, on the clock of the place: pure rules, tested in tests/absences.test.js.

import { MINUTES_OF_DAY, addDays, instantOf, minutesOf, wallOf } from "../components/calendar_time.js";

/** @typedef {{ first: string, start: number, last: string, end: number, isWhole: boolean, isOneDay: boolean }} Span  dates, and minutes of them */

/**
 * @param {{ from: string, to: string }} absence @param {string} zone
 * @returns {Span}
 */
export function spanOf({ from, to }, zone) {
  const start = wallOf(from, zone);
  const end = wallOf(to, zone);
  // Midnight ends the day before it.
  const isMidnight = end.minutes === 0 && Date.parse(to) > Date.parse(from);
  const last = isMidnight ? addDays(end.date, -1) : end.date;
  const minutes = isMidnight ? MINUTES_OF_DAY : end.minutes;
  return {
    first: start.date,
    start: start.minutes,
    last,
    end: minutes,
    isWhole: start.minutes === 0 && minutes === MINUTES_OF_DAY,
    isOneDay: start.date === last,
  };
}

/**
 * @typedef {{ kind: "days" | "hours", from: string, to: string, day: string, start: string, end: string }} Typed
 *   `from` and `to`: days that both count; `day`, `start` and `end`: a part of one
 */

/** What the API is asked to enter. @param {Typed} typed @param {string} zone @returns {{ from: string, to: string }} */
export function sentOf({ kind, from, to, day, start, end }, zone) {
  if (kind === "days") return { from, to: to || from };
  const at = (/** @type {string} */ time) => new Date(instantOf(day, minutesOf(time), zone)).toISOString();
  return { from: at(start), to: at(end) };
}

/**
 * Fields that must be there and are not, or that cannot be; the API judges the rest.
 * @param {Typed} typed
 * @returns {Partial<Record<keyof Typed, "missing" | "order">>}
 */
export function problemsOf({ kind, from, to, day, start, end }) {
  if (kind === "days") {
    if (!from) return { from: "missing" };
    return to && to < from ? { to: "order" } : {};
  }
  /** @type {Partial<Record<keyof Typed, "missing" | "order">>} */
  const problems = {};
  if (!day) problems.day = "missing";
  if (!start) problems.start = "missing";
  if (!end) problems.end = "missing";
  else if (start && end <= start) problems.end = "order";
  return problems;
}
