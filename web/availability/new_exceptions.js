// The API takes one day at a time: what a form says of several days is sent as so many exceptions.

import { ApiError, post } from "../api.js";
import { dateAt } from "../appointments/when.js";
import { t } from "../i18n.js";
import { datesBetween, isThere } from "./days.js";

/** @typedef {import("./days.js").Appointment} Appointment */
/** @typedef {import("./days.js").Exception} Exception */
/** @typedef {import("../types/api.js").components["schemas"]["ExceptionAnswer"]} ExceptionAnswer */
/**
 * @typedef {{
 *   kind: "closed" | "closed_part" | "extra",
 *   day: string,
 *   last: string,
 *   from_time: string,
 *   to_time: string,
 *   reason: string,
 * }} ExceptionValues  last: "" for one day only
 */
/** @typedef {{ day: string, kind: ExceptionValues["kind"], from_time?: string, to_time?: string, reason: string }} Wanted */

const MOST_DAYS = 92;

/** @param {ExceptionValues} values @returns {Wanted[]} */
export function wantedOf({ kind, day, last, from_time, to_time, reason }) {
  if (!day) return [];
  const times = kind === "closed" ? {} : { from_time, to_time: to_time === "00:00" ? "24:00" : to_time };
  return datesBetween(day, last || day, MOST_DAYS).map((date) => ({ day: date, kind, ...times, reason: reason.trim() }));
}

/** @param {ExceptionValues} values @returns {Record<string, string[]>} */
function wrongIn({ kind, day, last, from_time, to_time }) {
  /** @type {Record<string, string[]>} */
  const wrong = {};
  if (!day) wrong.day = [t("availability.exception.no_day")];
  else if (day < dateAt()) wrong.day = [t("availability.exception.past")];
  if (day && last && last < day) wrong.last = [t("availability.exception.reversed_days")];
  else if (day && last && datesBetween(day, last, MOST_DAYS + 1).length > MOST_DAYS) wrong.last = [t("availability.exception.too_many", { count: MOST_DAYS })];
  if (kind === "closed") return wrong;
  if (!from_time) wrong.from_time = [t("availability.exception.no_time")];
  if (!to_time) wrong.to_time = [t("availability.exception.no_time")];
  else if (from_time && to_time !== "00:00" && to_time <= from_time) wrong.to_time = [t("availability.stretch.reversed")];
  return wrong;
}

/**
 * Days that have it already are passed over, so that a second try after a cut does not enter the first days twice.
 * @param {number} coach @param {ExceptionValues} values @param {readonly Exception[]} there
 * @returns {Promise<{ count: number, bookings: Appointment[] }>}
 */
export async function sendExceptions(coach, values, there) {
  const errors = wrongIn(values);
  if (Object.keys(errors).length > 0) throw new ApiError(400, { code: "invalid", message: t("availability.exception.wrong"), errors });
  const wanted = wantedOf(values).filter((one) => !isThere(there, one));
  if (wanted.length === 0) throw new ApiError(400, { code: "invalid", message: t("availability.exception.already") });
  /** @type {Appointment[]} */
  const bookings = [];
  let count = 0;
  for (const one of wanted) {
    try {
      const answer = /** @type {ExceptionAnswer} */ (await post(`/api/coaches/${coach}/exceptions/`, one));
      bookings.push(...answer.bookings);
      count += 1;
    } catch (error) {
      if (error instanceof ApiError && count > 0) error.message = t("availability.exception.partly", { count, total: wanted.length, problem: error.message });
      throw error;
    }
  }
  return { count, bookings };
}
