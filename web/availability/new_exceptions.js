// What a form says of a day or of several: checked, and sent as one.

import { ApiError, post } from "../api.js";
import { dateAt } from "../appointments/when.js";
import { t } from "../i18n.js";
import { datesBetween } from "./days.js";

/** @typedef {import("./days.js").Appointment} Appointment */
/** @typedef {import("../types/api.js").components["schemas"]["ExceptionAnswer"]} ExceptionAnswer */
/**
 * @typedef {{
 *   kind: "closed" | "closed_part" | "extra",
 *   day: string,
 *   last_day: string,
 *   from_time: string,
 *   to_time: string,
 *   reason: string,
 * }} ExceptionValues  last_day: "" for one day only
 */
/** @typedef {{ day: string, kind: ExceptionValues["kind"], from_time?: string, to_time?: string, reason: string }} Wanted */

const MOST_DAYS = 92;

/** @param {Pick<ExceptionValues, "kind" | "from_time" | "to_time">} values */
function timesOf({ kind, from_time, to_time }) {
  return kind === "closed" ? {} : { from_time, to_time: to_time === "00:00" ? "24:00" : to_time };
}

/** Day by day. @param {ExceptionValues} values @returns {Wanted[]} */
export function wantedOf({ kind, day, last_day, from_time, to_time, reason }) {
  if (!day) return [];
  const said = { kind, ...timesOf({ kind, from_time, to_time }), reason: reason.trim() };
  return datesBetween(day, last_day || day, MOST_DAYS).map((date) => ({ day: date, ...said }));
}

/** @param {ExceptionValues} values @returns {Record<string, string[]>} */
function wrongIn({ kind, day, last_day: last, from_time, to_time }) {
  /** @type {Record<string, string[]>} */
  const wrong = {};
  if (!day) wrong.day = [t("availability.exception.no_day")];
  else if (day < dateAt()) wrong.day = [t("availability.exception.past")];
  if (day && last && last < day) wrong.last_day = [t("availability.exception.reversed_days")];
  else if (day && last && datesBetween(day, last, MOST_DAYS + 1).length > MOST_DAYS) wrong.last_day = [t("availability.exception.too_many", { count: MOST_DAYS })];
  if (kind === "closed") return wrong;
  if (!from_time) wrong.from_time = [t("availability.exception.no_time")];
  if (!to_time) wrong.to_time = [t("availability.exception.no_time")];
  else if (from_time && to_time !== "00:00" && to_time <= from_time) wrong.to_time = [t("availability.stretch.reversed")];
  return wrong;
}

/**
 * All days at once or none; those that say the same already are passed over.
 * @param {number} coach @param {ExceptionValues} values
 * @returns {Promise<{ count: number, bookings: Appointment[] }>} `bookings`: those that lie in that time
 */
export async function sendExceptions(coach, values) {
  const errors = wrongIn(values);
  if (Object.keys(errors).length > 0) throw new ApiError(400, { code: "invalid", message: t("availability.exception.wrong"), errors });
  const { kind, day, last_day, reason } = values;
  const body = { day, last_day: last_day || null, kind, ...timesOf(values), reason: reason.trim() };
  const { made, hit } = /** @type {ExceptionAnswer} */ (await post(`/api/coaches/${coach}/exceptions/`, body));
  return { count: made.length, bookings: hit };
}
