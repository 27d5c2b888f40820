// Reservations on the hours of a day: pure, tested in tests/reservations.test.js.

import { clockText, minutesOf, wallOf, weekdayOf } from "../components/calendar_time.js";

/** @typedef {import("./shapes.js").Reservation} Reservation */
/** @typedef {{ from: number, to: number }} Range  minutes of the wall clock */

export const STEP = 30;
const USUAL_DAY = { from: 8 * 60, to: 18 * 60 };
/** What a touch asks for. */
const ONE_TOUCH = 60;

/**
 * The hours that are drawn: those of opening, and beyond them whatever is reserved.
 * @param {string} date @param {readonly import("../opening_hours.js").Opening[]} openings @param {readonly Range[]} taken
 * @returns {Range} whole hours
 */
export function shownHours(date, openings, taken) {
  const ofDay = openRanges(date, openings);
  const all = [...(ofDay.length > 0 ? ofDay : [USUAL_DAY]), ...taken];
  const from = Math.min(...all.map((one) => one.from));
  const to = Math.max(...all.map((one) => one.to));
  return { from: Math.floor(from / 60) * 60, to: Math.min(1440, Math.ceil(to / 60) * 60) };
}

/** @param {string} date @param {readonly import("../opening_hours.js").Opening[]} openings @returns {Range[]} */
export function openRanges(date, openings) {
  const weekday = weekdayOf(date);
  return openings.filter(({ day }) => day === weekday).map(({ opens, closes }) => ({ from: minutesOf(opens), to: minutesOf(closes) }));
}

/** The part of a reservation that falls on a date; null: none. @param {Pick<Reservation, "starts_at" | "ends_at">} one @param {string} date @param {string} zone @returns {Range | null} */
export function rangeOn({ starts_at, ends_at }, date, zone) {
  const start = wallOf(starts_at, zone);
  const end = wallOf(ends_at, zone);
  if (start.date > date || end.date < date) return null;
  const range = { from: start.date < date ? 0 : start.minutes, to: end.date > date ? 1440 : end.minutes };
  return range.from < range.to ? range : null;
}

/**
 * What was drawn over with the pointer, from one step to another; a touch is an hour.
 * @param {number} a @param {number} b minutes @param {Range} hours @returns {Range}
 */
export function drawnRange(a, b, hours) {
  const at = (/** @type {number} */ minutes) => Math.floor((minutes - hours.from) / STEP) * STEP + hours.from;
  const from = Math.max(hours.from, at(Math.min(a, b)));
  const last = at(Math.max(a, b)) + STEP;
  const to = last - from <= STEP ? from + ONE_TOUCH : last;
  return { from: Math.min(from, hours.to - STEP), to: Math.min(to, hours.to) };
}

/** @param {Range} range */
export const wallTimes = ({ from, to }) => ({ start: clockText(from), end: clockText(to) });

/** Seats booked together at one time are one: for a week, where each of them would hide the others. @param {readonly Reservation[]} all @returns {Reservation[][]} */
export function grouped(all) {
  /** @type {Map<string, Reservation[]>} */
  const groups = new Map();
  for (const one of all) {
    const key = one.group_key ? `${one.group_key} ${one.starts_at} ${one.status}` : `#${one.id}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

/**
 * An hour to begin with: the next one that is open, else the next one.
 * @param {string} date @param {readonly import("../opening_hours.js").Opening[]} openings @param {number} now minutes
 */
export function nextOpen(date, openings, now) {
  const next = Math.ceil(now / STEP) * STEP;
  const starts = openRanges(date, openings).sort((a, b) => a.from - b.from).flatMap(({ from, to }) => (Math.max(from, next) < to ? [Math.max(from, next)] : []));
  const from = Math.min(starts[0] ?? Math.max(USUAL_DAY.from, next), 1440 - ONE_TOUCH - 1);
  return wallTimes({ from, to: from + ONE_TOUCH });
}
