// Days on which the whole place is closed: they close every coach's hours, extra hours aside.

import { get } from "../api.js";
import { datesBetween } from "./days.js";

/** @typedef {Record<string, string>} Closures  the name by the day */

const PAGE = 200;

/**
 * Of this year and the next. They only explain the month: without them the page does not fail.
 * @param {string} today @param {AbortSignal} signal @returns {Promise<Closures>}
 */
export async function loadClosures(today, signal) {
  const year = Number(today.slice(0, 4));
  const [closed, ...holidays] = await Promise.all([
    rows("/api/closed-days/", { page_size: PAGE }, signal),
    rows("/api/holidays/", { year }, signal),
    rows("/api/holidays/", { year: year + 1 }, signal),
  ]);
  /** @type {Closures} */
  const names = {};
  for (const { date, name, is_closed } of holidays.flat()) if (is_closed) names[date] = name;
  for (const { site, first_day, last_day, name } of closed) {
    if (site === null) for (const date of datesBetween(first_day, last_day)) names[date] = name;
  }
  return names;
}

/** @param {string} path @param {import("../api.js").Query} query @param {AbortSignal} signal @returns {Promise<any[]>} */
async function rows(path, query, signal) {
  return get(path, query, { signal }).then(({ results }) => results, () => []);
}
