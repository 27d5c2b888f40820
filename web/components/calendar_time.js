/* Days, weeks and months as text, and the passage between an instant and the wall clock of a zone. Nothing here reads
   the browser's own zone: a date is "2026-11-23", a time is the number of minutes the wall clock shows. */

export const MINUTES_OF_DAY = 1440;
const DAY_MS = 86_400_000;

/** @typedef {{ date: string, minutes: number }} Wall */

/** @type {Map<string, Intl.DateTimeFormat>} */
const clocks = new Map();

/** A formatter costs a hundred times what it formats: one is kept for each zone. @param {string} zone */
function clockOf(zone) {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    clocks.set(zone, clock);
  }
  return clock;
}

/** What the clocks of the zone show, read as if it were UTC. @param {number} ms @param {string} zone */
function shownAsUtc(ms, zone) {
  /** @type {Record<string, number>} */
  const part = {};
  for (const { type, value } of clockOf(zone).formatToParts(ms)) part[type] = Number(value);
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
}

/** @param {string | number} instant @returns {number} milliseconds since 1970 */
export function epochOf(instant) {
  return typeof instant === "number" ? instant : Date.parse(instant);
}

/** The date and the minutes that the zone's clocks show. @param {string | number} instant @param {string} zone @returns {Wall} */
export function wallOf(instant, zone) {
  const shown = shownAsUtc(epochOf(instant), zone);
  const start = Math.floor(shown / DAY_MS) * DAY_MS;
  return { date: dateOfUtc(start), minutes: Math.floor((shown - start) / 60_000) };
}

/**
 * The instant at which the zone's clocks show this. A time that is skipped in spring is read as the same distance after
 * the gap; of a time that comes twice in autumn, the first is meant.
 * @param {string} date @param {number} minutes @param {string} zone @returns {number} milliseconds since 1970
 */
export function instantOf(date, minutes, zone) {
  const wanted = utcOf(date) + minutes * 60_000;
  const before = shownAsUtc(wanted - DAY_MS, zone) - (wanted - DAY_MS);
  const after = shownAsUtc(wanted + DAY_MS, zone) - (wanted + DAY_MS);
  const early = wanted - before;
  if (before === after || shownAsUtc(early, zone) === wanted) return early;
  const late = wanted - after;
  return shownAsUtc(late, zone) === wanted ? late : early;
}

/** @param {string} date @returns {number} */
function utcOf(date) {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)));
}

/** @param {number} ms @returns {string} */
function dateOfUtc(ms) {
  return new Date(ms).toISOString().slice(0, 10);
}

/** @param {string} date @param {number} days @returns {string} */
export function addDays(date, days) {
  return dateOfUtc(utcOf(date) + days * DAY_MS);
}

/** Monday is 1, Sunday 7. @param {string} date @returns {number} */
export function weekdayOf(date) {
  return ((new Date(utcOf(date)).getUTCDay() + 6) % 7) + 1;
}

/** The ISO week that holds the date: "2026-W48". @param {string} date @returns {string} */
export function weekOf(date) {
  const thursday = addDays(date, 4 - weekdayOf(date));
  const year = thursday.slice(0, 4);
  const days = (utcOf(thursday) - utcOf(`${year}-01-01`)) / DAY_MS;
  return `${year}-W${String(Math.floor(days / 7) + 1).padStart(2, "0")}`;
}

/** The seven dates of a week, from Monday. @param {string} week @returns {string[]} */
export function datesOfWeek(week) {
  const year = week.slice(0, 4);
  const fourth = `${year}-01-04`;
  const first = addDays(fourth, 1 - weekdayOf(fourth) + 7 * (Number(week.slice(6)) - 1));
  return Array.from({ length: 7 }, (_, day) => addDays(first, day));
}

/** False for what is no week, such as a 53rd one in a year of 52. @param {string | null | undefined} text */
export function isWeek(text) {
  return /^\d{4}-W\d{2}$/.test(text ?? "") && weekOf(datesOfWeek(String(text))[0]) === text;
}

/** @param {string} week @param {number} by @returns {string} */
export function shiftWeek(week, by) {
  return weekOf(addDays(datesOfWeek(week)[0], 7 * by));
}

/** @param {string} month "2026-11" @param {number} by @returns {string} */
export function shiftMonth(month, by) {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by;
  return `${String(Math.floor(count / 12)).padStart(4, "0")}-${String((count % 12) + 1).padStart(2, "0")}`;
}

/** The weeks that a month touches, whole, from Monday. @param {string} month @returns {string[][]} */
export function weeksOfMonth(month) {
  let monday = addDays(`${month}-01`, 1 - weekdayOf(`${month}-01`));
  const weeks = [];
  while (monday.slice(0, 7) <= month) {
    weeks.push(datesOfWeek(weekOf(monday)));
    monday = addDays(monday, 7);
  }
  return weeks;
}

/** The same day of another month, or its last one. @param {string} date @param {number} months @returns {string} */
export function addMonths(date, months) {
  const month = shiftMonth(date.slice(0, 7), months);
  const last = addDays(`${shiftMonth(month, 1)}-01`, -1);
  const wanted = `${month}${date.slice(7)}`;
  return wanted < last ? wanted : last;
}

/** "09:30" → 570; "24:00" ends a day. @param {string} time @returns {number} */
export function minutesOf(time) {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** 570 → "09:30". @param {number} minutes @returns {string} */
export function clockText(minutes) {
  const hours = Math.floor(minutes / 60);
  return `${String(hours).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** By how many minutes the clocks of the zone are set forward (or, below zero, back) on a date. @param {string} date @param {string} zone */
export function clockChange(date, zone) {
  const hours = (instantOf(addDays(date, 1), 0, zone) - instantOf(date, 0, zone)) / 60_000;
  return MINUTES_OF_DAY - hours;
}
