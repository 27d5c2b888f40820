// The days of a weekly rule, and those of them on which the place is closed: pure rules, as the server has them.

import { addDays, weekdayOf } from "../components/calendar_time.js";

/**
 * @typedef {{ weekday: number, every_weeks: number, first_day: string, last_day: string }} Rule
 * @typedef {import("./shapes.js").ClosedDay} ClosedDay
 * @typedef {import("./shapes.js").Holiday} Holiday
 * @typedef {{ date: string, closed: string | null }} Occurrence  `closed`: why there is no lesson
 * @typedef {import("./shapes.js").SeriesPreview} SeriesPreview
 */

/** A series spans at most so many days. */
export const LONGEST = 550;

const isDate = (/** @type {string} */ text) => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** Weeks are counted from that of the first day that fits. @param {Rule} rule @returns {string[]} */
export function datesOf({ weekday, every_weeks, first_day, last_day }) {
  if (!isDate(first_day) || !isDate(last_day) || !(weekday >= 1 && weekday <= 7)) return [];
  const step = 7 * Math.max(1, Math.round(every_weeks) || 1);
  const dates = [];
  let date = addDays(first_day, (7 + weekday - weekdayOf(first_day)) % 7);
  while (date <= last_day && dates.length <= LONGEST / 7) {
    dates.push(date);
    date = addDays(date, step);
  }
  return dates;
}

/**
 * Why the place is closed on a day: a day of its own, or a holiday on which it closes. Those of a site count for its rooms.
 * @param {string} date @param {{ closed: readonly ClosedDay[], holidays: readonly Holiday[], site: number | null }} known
 * @returns {string | null}
 */
export function closingOf(date, { closed, holidays, site }) {
  const own = closed.find((one) => one.first_day <= date && date <= one.last_day && (one.site === null || one.site === site));
  return own?.name ?? holidays.find((one) => one.date === date && one.is_closed)?.name ?? null;
}

/** @param {Rule} rule @param {Parameters<typeof closingOf>[1]} known @returns {Occurrence[]} */
export function occurrencesOf(rule, known) {
  return datesOf(rule).map((date) => ({ date, closed: closingOf(date, known) }));
}

/**
 * The days as the server gives them, with the names that are known here.
 * @param {SeriesPreview["lessons"]} lessons @param {Parameters<typeof closingOf>[1]} known
 * @param {(skipped: import("./shapes.js").Skipped) => string} inWords
 * @returns {Occurrence[]}
 */
export function previewed(lessons, known, inWords) {
  return lessons.map(({ date, skipped }) => ({
    date,
    closed: skipped === null ? null : ((skipped === "exception" ? null : closingOf(date, known)) ?? inWords(skipped)),
  }));
}

/** @param {string} first @param {string} last @returns {number[]} */
export function yearsBetween(first, last) {
  const [from, to] = [Number(first.slice(0, 4)), Number(last.slice(0, 4))];
  return Number.isFinite(from + to) ? Array.from({ length: Math.min(3, Math.max(0, to - from + 1)) }, (_, at) => from + at) : [];
}

/**
 * Days one after the other are named together by their month.
 * @param {readonly Occurrence[]} occurrences @returns {{ month: string, days: Occurrence[] }[]}
 */
export function byMonth(occurrences) {
  /** @type {Map<string, Occurrence[]>} */
  const months = new Map();
  for (const one of occurrences) {
    const month = one.date.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), one]);
  }
  return [...months].map(([month, days]) => ({ month, days }));
}
