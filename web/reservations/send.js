// Wall times become instants on their way to the server, and its refusals come back to the fields that were typed in.

import { ApiError } from "../api_error.js";
import { instantOf, minutesOf } from "../components/calendar_time.js";
import { zone } from "../i18n.js";
import { loadReservations } from "./load_reservations.js";

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
 * @param {unknown} error @param {readonly Seat[]} seats @param {{ starts_at: string, ends_at: string }} times
 * @returns {Promise<Taken>}
 */
export async function takenThen(error, seats, { starts_at, ends_at }) {
  const ids = error instanceof ApiError && error.code === "seats_taken" ? /** @type {number[]} */ (error.body.workstations ?? []) : [];
  const room = seats[0]?.room;
  if (ids.length === 0 || room === undefined) return NOTHING_TAKEN;
  const then = await loadReservations(room, starts_at, ends_at, new AbortController().signal).catch(() => []);
  const busy = new Set([...ids, ...then.filter(({ status }) => status === "booked").map(({ workstation }) => workstation)]);
  return {
    taken: seats.filter(({ id }) => ids.includes(id)),
    free: seats.filter(({ id, admin_state }) => admin_state === "available" && !busy.has(id)),
  };
}
