// Wall times become instants on their way to the server, and its refusals come back to the fields that were typed in.

import { ApiError } from "../api_error.js";
import { instantOf, minutesOf } from "../components/calendar_time.js";
import { zone } from "../i18n.js";

/** @typedef {import("../seats/shapes.js").Seat} Seat */
/** @typedef {{ taken: Seat[], free: Seat[] }} Taken */

/** @type {Taken} */
export const NOTHING_TAKEN = { taken: [], free: [] };

/** What cannot be read is sent as it is: the server says so. @param {{ date: string, start: string, end: string }} when */
export function timesOf({ date, start, end }) {
  const instant = (/** @type {string} */ time) => {
    const at = /^\d{2}:\d{2}/.test(time) && date ? instantOf(date, minutesOf(time), zone.value) : Number.NaN;
    return Number.isNaN(at) ? "" : new Date(at).toISOString();
  };
  return { starts_at: instant(start), ends_at: instant(end) };
}

/**
 * @param {unknown} error the same one, its problems named as the fields are
 * @param {Taken} found what is taken is said by itself, with what is free
 */
export function atFields(error, found) {
  if (!(error instanceof ApiError)) return error;
  if (found.taken.length > 0) error.message = "";
  const { starts_at, ends_at, ...others } = error.errors;
  error.errors = { ...others, ...(starts_at && { start: starts_at }), ...(ends_at && { end: ends_at }) };
  return error;
}

/**
 * Which of the seats are taken, and which others of the room are free at that time.
 * @param {unknown} error @param {readonly Seat[]} seats
 * @returns {Taken}
 */
export function takenThen(error, seats) {
  if (!(error instanceof ApiError) || error.code !== "seats_taken") return NOTHING_TAKEN;
  const { workstations = [], free = [] } = /** @type {{ workstations?: number[], free?: { id: number }[] }} */ (error.body);
  return {
    taken: seats.filter(({ id }) => workstations.includes(id)),
    free: seats.filter(({ id, admin_state }) => admin_state === "available" && free.some((one) => one.id === id)),
  };
}
