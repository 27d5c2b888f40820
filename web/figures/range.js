// Which weeks the figures are about: pure rules, tested in tests/figures.test.js.

import { addDays } from "../components/calendar_time.js";

/** @typedef {"12" | "26" | "52" | "coming" | "dates"} Period  so many weeks up to this one, or what is to come */
/** @typedef {{ period: Period, from: string, to: string }} Range  dates of the calendar, both count */

export const PERIODS = /** @type {const} */ (["12", "26", "52", "coming", "dates"]);
/** The API answers no more. */
export const MOST_DAYS = 400;
const WEEKS_TO_COME = 9;

/**
 * @param {string | null} period @param {string | null} from @param {string | null} to as they stand in the address
 * @param {string} today
 * @returns {Range}
 */
export function rangeOf(period, from, to, today) {
  const known = PERIODS.find((one) => one === period) ?? "12";
  if (known === "dates") return { period: known, from: from ?? addDays(today, -83), to: to ?? today };
  if (known === "coming") return { period: known, from: today, to: addDays(today, 7 * (WEEKS_TO_COME - 1)) };
  return { period: known, from: addDays(today, -7 * (Number(known) - 1)), to: today };
}

/**
 * What is wrong with dates that somebody chose.
 * @param {Range} range
 * @returns {{ field: "from" | "to", problem: "missing" | "order" | "long" } | null}
 */
export function problemOf({ from, to }) {
  if (!isDate(from)) return { field: "from", problem: "missing" };
  if (!isDate(to)) return { field: "to", problem: "missing" };
  if (from > to) return { field: "to", problem: "order" };
  return daysFrom(from, to) > MOST_DAYS ? { field: "from", problem: "long" } : null;
}

/** @param {string} text */
const isDate = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** @param {string} from @param {string} to */
const daysFrom = (from, to) => (Date.parse(to) - Date.parse(from)) / 86_400_000;
