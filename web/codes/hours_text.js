// Opening hours in a line or two, days that are alike put together: pure, tested in tests/codes.test.js.

import { week } from "../opening_hours.js";

/** @typedef {import("../opening_hours.js").Opening} Opening */
/** @typedef {{ first: number, last: number, hours: string[] }} Days  1 is Monday */

/** @param {readonly Opening[]} openings @returns {Days[]} days on which the place is closed are left out */
export function alikeDays(openings) {
  /** @type {Days[]} */
  const groups = [];
  for (const { day, openings: ofDay } of week(openings)) {
    const hours = [...ofDay].sort((a, b) => a.opens.localeCompare(b.opens)).map(({ opens, closes }) => `${opens}–${closes}`);
    if (hours.length === 0) continue;
    const before = groups.at(-1);
    if (before && before.last === day - 1 && before.hours.join() === hours.join()) before.last = day;
    else groups.push({ first: day, last: day, hours });
  }
  return groups;
}
