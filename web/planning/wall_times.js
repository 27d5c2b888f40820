// A day and two times of the clock, as a form holds them, and the instants that the API wants.

import { clockText, instantOf, minutesOf, MINUTES_OF_DAY, wallOf } from "../components/calendar_time.js";

/** @typedef {{ day: string, starts_at: string, ends_at: string }} WallTimes  "2026-11-24", "08:30", "10:00" */

const isDay = (/** @type {string} */ text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && text > "2000";
const isTime = (/** @type {string} */ text) => /^\d{2}:\d{2}$/.test(text);

/**
 * Null as long as something is missing.
 * @param {WallTimes} times @param {string} zone @returns {{ starts_at: string, ends_at: string } | null}
 */
export function instantsOf({ day, starts_at, ends_at }, zone) {
  if (!isDay(day) || !isTime(starts_at) || !isTime(ends_at)) return null;
  const instant = (/** @type {string} */ time) => new Date(instantOf(day, minutesOf(time), zone)).toISOString();
  return { starts_at: instant(starts_at), ends_at: instant(ends_at) };
}

/** @param {{ starts_at: string, ends_at: string }} lesson @param {string} zone @returns {WallTimes} */
export function wallTimesOf({ starts_at, ends_at }, zone) {
  const [start, end] = [wallOf(starts_at, zone), wallOf(ends_at, zone)];
  return { day: start.date, starts_at: clockText(start.minutes), ends_at: clockText(end.minutes) };
}

/** The end follows its start, so that a lesson keeps its length. @param {WallTimes} before @param {string} start @returns {string} */
export function endAfter(before, start) {
  if (!isTime(start) || !isTime(before.starts_at) || !isTime(before.ends_at)) return before.ends_at;
  const length = minutesOf(before.ends_at) - minutesOf(before.starts_at);
  const end = minutesOf(start) + length;
  return length > 0 && end < MINUTES_OF_DAY ? clockText(end) : before.ends_at;
}
