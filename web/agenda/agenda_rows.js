// Reading appointments.

import { get } from "../api.js";
import { LARGEST_PAGE, cursorIn, listRequest, weekRequest } from "./agenda_query.js";

/** @typedef {import("../types/api.js").components["schemas"]["AppointmentBody"]} Appointment */
/** @typedef {import("./agenda_query.js").AgendaQuery} AgendaQuery */
/** @typedef {{ results: Appointment[], next: string | null, previous: string | null, count: number | null }} Rows */

/** Pages of a week, or of a list on paper, after which it is enough. */
const MOST_PAGES = 5;
const ALL = "/api/appointments/";

/** @param {AgendaQuery} asked @param {AbortSignal} signal @returns {Promise<Rows>} */
export async function loadRows(asked, signal) {
  if (asked.view === "list") return get(ALL, listRequest(asked), { signal });
  const results = await everyPage(weekRequest(asked), signal);
  return { results, next: null, previous: null, count: results.length };
}

/** The whole list, for paper. @param {AgendaQuery} asked @returns {Promise<Appointment[]>} */
export function loadWholeList(asked) {
  return everyPage({ ...listRequest(asked), cursor: "", page_size: LARGEST_PAGE });
}

/** What is over and of which nobody has said how it went. @param {string} coach @param {AbortSignal} signal @returns {Promise<number>} */
export async function countToMark(coach, signal) {
  const { count, results } = /** @type {Rows} */ (await get(ALL, { coach, status: "booked", over: true, page_size: 1 }, { signal }));
  return count ?? results.length;
}

/** @param {Appointment} one @param {number} [now] */
export const isToMark = (one, now = Date.now()) => one.status === "booked" && Date.parse(one.ends_at) <= now;

/** @param {Appointment} one @param {number} [now] */
export const hasBegun = (one, now = Date.now()) => Date.parse(one.starts_at) <= now;

/** @param {import("../api.js").Query} query @param {AbortSignal} [signal] */
async function everyPage(query, signal) {
  /** @type {Appointment[]} */
  const found = [];
  let cursor = "";
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { results, next } = /** @type {Rows} */ (await get(ALL, { ...query, cursor }, { signal }));
    found.push(...results);
    if (!next) break;
    cursor = cursorIn(next);
  }
  return found;
}
