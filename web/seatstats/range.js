// Which days the figures are about, and how days are put together: pure, tested in tests/seat_statistics.test.js.

import { addDays, datesOfWeek, weekOf } from "../components/calendar_time.js";

/** @typedef {import("./shapes.js").DayRow} DayRow */
/** @typedef {"today" | "7" | "30" | "90" | "year" | "dates"} Period */
/** @typedef {{ period: Period, from: string, to: string }} Range  both days count */

export const PERIODS = /** @type {const} */ (["today", "7", "30", "90", "year", "dates"]);
export const MOST_DAYS = 400;
/** More days than these are told by weeks. */
const MOST_BARS = 45;

const isDate = (/** @type {string | null | undefined} */ text) => /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") && !Number.isNaN(Date.parse(`${text}`));

/** @param {URLSearchParams} query @param {string} today @returns {Range} */
export function rangeOf(query, today) {
  const period = PERIODS.find((one) => one === query.get("period")) ?? "30";
  if (period === "today") return { period, from: today, to: today };
  if (period === "year") return { period, from: `${today.slice(0, 4)}-01-01`, to: today };
  if (period !== "dates") return { period, from: addDays(today, 1 - Number(period)), to: today };
  const [from, to] = [query.get("from"), query.get("to")];
  return { period, from: isDate(from) ? String(from) : addDays(today, -29), to: isDate(to) ? String(to) : today };
}

/** @param {{ from: string, to: string }} range @returns {{ field: "from" | "to", problem: "missing" | "order" | "long" } | null} */
export function problemOf({ from, to }) {
  if (!isDate(from)) return { field: "from", problem: "missing" };
  if (!isDate(to)) return { field: "to", problem: "missing" };
  if (from > to) return { field: "to", problem: "order" };
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 > MOST_DAYS ? { field: "from", problem: "long" } : null;
}

/**
 * Days, or weeks when there are too many days to be told apart. Of a week the visitors of its days are not added up: who
 * came on two days is one visitor.
 * @param {readonly DayRow[]} days
 * @returns {{ isByWeek: boolean, rows: { date: string, sessions: number | null, visitors: number | null }[] }} null: closed, or not told
 */
export function daysOrWeeks(days) {
  const isClosed = (/** @type {DayRow} */ { isOpen, sessions }) => !isOpen && sessions === 0;
  if (days.length <= MOST_BARS) {
    const rows = days.map((day) => ({ date: day.date, sessions: isClosed(day) ? null : day.sessions, visitors: isClosed(day) ? null : day.visitors }));
    return { isByWeek: false, rows };
  }
  /** @type {Map<string, number>} */
  const weeks = new Map();
  for (const { date, sessions } of days) {
    const monday = datesOfWeek(weekOf(date))[0];
    weeks.set(monday, (weeks.get(monday) ?? 0) + sessions);
  }
  return { isByWeek: true, rows: [...weeks].map(([date, sessions]) => ({ date, sessions, visitors: null })) };
}

/** Hours at which the place is open, without the night around them. @param {readonly import("./shapes.js").HourRow[]} hours */
export function openHours(hours) {
  const first = hours.findIndex(({ occupancy }) => occupancy !== null);
  const last = hours.findLastIndex(({ occupancy }) => occupancy !== null);
  return first < 0 ? [] : hours.slice(first, last + 1);
}
