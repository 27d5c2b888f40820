// The coming bookings of a coach.

import { get } from "../api.js";
import { dateAt } from "../appointments/when.js";

/** @typedef {import("../types/api.js").components["schemas"]["AppointmentBody"]} Appointment */

const PAGE = 200;
/** Enough for years of days; a list without an end would be a mistake. */
const MOST_PAGES = 20;

/** From today on. @param {number} coach @param {AbortSignal} [signal] @returns {Promise<Appointment[]>} */
export function loadBooked(coach, signal) {
  return loadAll("/api/appointments/", { coach, status: "booked", from: dateAt(), page_size: PAGE }, signal);
}

/** From today on. @param {number} coach @param {AbortSignal} [signal] @returns {Promise<import("./days.js").Exception[]>} */
export function loadExceptions(coach, signal) {
  return loadAll(`/api/coaches/${coach}/exceptions/`, { from: dateAt(), page_size: PAGE }, signal);
}

/**
 * Every page of a list.
 * @param {string} path @param {import("../api.js").Query} query @param {AbortSignal} [signal]
 * @returns {Promise<any[]>}
 */
async function loadAll(path, query, signal) {
  const rows = [];
  let cursor = "";
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { results, next } = await get(path, { ...query, cursor }, { signal });
    rows.push(...results);
    if (!next) break;
    cursor = new URL(next, location.href).searchParams.get("cursor") ?? "";
  }
  return rows;
}
