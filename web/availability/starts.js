// The starts that hours give: one grid from the beginning of each stretch, as the server lays it.

import { clockText } from "../components/calendar_time.js";
import { spanOf } from "./week.js";

/** @typedef {import("./week.js").Stretch} Stretch */
/** @typedef {{ start: string, end: string }} Start */

const DAY_END = 1440;

/**
 * @param {readonly Stretch[]} stretches of one day; those that are not right yet give none
 * @param {{ minutes: number, pause: number }} rules
 * @returns {Start[]}
 */
export function startsOf(stretches, { minutes, pause }) {
  const found = stretches.flatMap((stretch) => {
    const span = spanOf(stretch);
    return span ? startsWithin(span, minutes, minutes + pause) : [];
  });
  const starts = [...new Set(found)].sort((one, other) => one - other);
  return starts.map((from) => ({ start: clockText(from), end: clockText((from + minutes) % DAY_END) }));
}

/** @param {{ from: number, to: number }} span @param {number} length @param {number} step */
function startsWithin({ from, to }, length, step) {
  const starts = [];
  if (length > 0 && step > 0) for (let at = from; at + length <= to; at += step) starts.push(at);
  return starts;
}
