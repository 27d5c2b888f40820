// Reading appointments.

import { get } from "../api.js";
import { LARGEST_PAGE, cursorIn, listRequest, weekRequest } from "./agenda_query.js";

/** @typedef {import("../types/api.js").components["schemas"]["AppointmentBody"]} Appointment */
/** @typedef {import("./agenda_query.js").AgendaQuery} AgendaQuery */
/** @typedef {{ results: Appointment[], next: string | null, previous: string | null, count: number | null }} Rows */

/** Pages of a week, or of a list on paper, after which it is enough. */
const MOST_PAGES = 5;
const ALL = "/api/appointments/";

/** @param {AgendaQuery} asked @param {string} today @param {AbortSignal} signal @returns {Promise<Rows>} */
export async function loadRows(asked, today, signal) {
  if (asked.view !== "list") {
    const results = await everyPage(weekRequest(asked), signal);
    return { results, next: null, previous: null, count: results.length };
  }
  const page = /** @type {Rows} */ (await get(ALL, listRequest(asked, today), { signal }));
  if (asked.when !== "past") return page;
  // The API knows days only: of today, what has not begun is not past.
  return { ...page, results: begun(page.results), count: null };
}

/** The whole list, for paper. @param {AgendaQuery} asked @param {string} today @returns {Promise<Appointment[]>} */
export async function loadWholeList(asked, today) {
  const rows = await everyPage({ ...listRequest(asked, today), cursor: "", page_size: LARGEST_PAGE });
  return asked.when === "past" ? begun(rows) : rows;
}

/** What is over and of which nobody has said how it went. @param {string} coach @param {string} today @param {AbortSignal} signal */
export async function countToMark(coach, today, signal) {
  const query = { coach, status: "booked", to: today, ordering: "starts_at", page_size: LARGEST_PAGE };
  const { results } = /** @type {Rows} */ (await get(ALL, query, { signal }));
  return results.filter((one) => isToMark(one)).length;
}

/** @param {Appointment} one @param {number} [now] */
export const isToMark = (one, now = Date.now()) => one.status === "booked" && Date.parse(one.ends_at) <= now;

/** @param {Appointment} one @param {number} [now] */
export const hasBegun = (one, now = Date.now()) => Date.parse(one.starts_at) <= now;

/** @param {Appointment[]} rows */
const begun = (rows) => rows.filter((one) => hasBegun(one));

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
