// Exceptions to the weekly hours: the days they name, the bookings they meet, and how a list of them is told.

import { addDays, minutesOf, weekdayOf } from "../components/calendar_time.js";

/** @typedef {import("../types/api.js").components["schemas"]["CoachException"]} Exception */
/** @typedef {import("../types/api.js").components["schemas"]["AppointmentBody"]} Appointment */
/** @typedef {Pick<Exception, "day" | "kind"> & { from_time?: string | null, to_time?: string | null }} Closing */
/** @typedef {Pick<Appointment, "date" | "start" | "end">} Booked */
/** @typedef {import("./week.js").Hours} Hours */
/** @typedef {{ first: string, last: string, exceptions: Exception[] }} Period  days in a row that say the same */

const DAY_END = 1440;

/** Both counted; none when they are the wrong way round. @param {string} first @param {string} last @param {number} [most] */
export function datesBetween(first, last, most = 400) {
  const dates = [];
  for (let date = first; date <= last && dates.length < most; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** @param {Booked} booked @returns {{ from: number, to: number }} */
function timeOf({ start, end }) {
  return { from: minutesOf(start), to: minutesOf(end) || DAY_END };
}

/** Whether a closing takes the time of a booking. @param {Closing} closing @param {Booked} booked */
export function meets(closing, booked) {
  if (closing.kind === "extra" || closing.day !== booked.date) return false;
  if (closing.kind === "closed") return true;
  if (!closing.from_time || !closing.to_time) return false;
  const { from, to } = timeOf(booked);
  return minutesOf(closing.from_time) < to && from < (minutesOf(closing.to_time) || DAY_END);
}

/** @template {Booked} B @param {readonly Closing[]} closings @param {readonly B[]} bookings */
export function hitBy(closings, bookings) {
  return bookings.filter((booked) => closings.some((closing) => meets(closing, booked)));
}

/**
 * Bookings that lay within the hours and would no longer.
 * @template {Booked} B
 * @param {readonly Hours[]} before @param {readonly Hours[]} after @param {readonly B[]} bookings
 */
export function leftOutside(before, after, bookings) {
  return bookings.filter((booked) => isWithin(before, booked) && !isWithin(after, booked));
}

/** @param {readonly Hours[]} hours @param {Booked} booked */
function isWithin(hours, booked) {
  const { from, to } = timeOf(booked);
  const day = weekdayOf(booked.date);
  return hours.some((one) => one.day === day && minutesOf(one.opens) <= from && to <= minutesOf(one.closes));
}

/** @param {readonly Exception[]} exceptions @returns {Period[]} */
export function periodsOf(exceptions) {
  /** @type {Period[]} */
  const periods = [];
  for (const exception of [...exceptions].sort(byDay)) {
    const follows = periods.find(
      ({ last, exceptions: [like] }) => addDays(last, 1) === exception.day && saysTheSame(like, exception),
    );
    if (follows) {
      follows.last = exception.day;
      follows.exceptions.push(exception);
    } else periods.push({ first: exception.day, last: exception.day, exceptions: [exception] });
  }
  return periods;
}

/** @param {Exception} one @param {Exception} other */
function byDay(one, other) {
  return one.day.localeCompare(other.day) || (one.from_time ?? "").localeCompare(other.from_time ?? "") || one.id - other.id;
}

/** @param {Closing & { reason?: string }} one @param {Closing & { reason?: string }} other */
function saysTheSame(one, other) {
  return (
    one.kind === other.kind &&
    (one.from_time ?? null) === (other.from_time ?? null) &&
    (one.to_time ?? null) === (other.to_time ?? null) &&
    (one.reason ?? "") === (other.reason ?? "")
  );
}
