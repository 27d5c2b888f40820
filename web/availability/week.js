// The weekly hours while they are edited: seven days of stretches, Monday first.

import { clockText, minutesOf } from "../components/calendar_time.js";

/** @typedef {{ day: number, opens: string, closes: string }} Hours  as the API has them; "24:00" ends a day */
/** @typedef {{ opens: string, closes: string }} Stretch  of a form: "" is not filled in, "00:00" closes at midnight */
/** @typedef {Stretch[][]} Week */
/** @typedef {{ day: number, at: number, code: "missing" | "reversed" | "overlap" }} Problem */

export const DAYS = /** @type {const} */ ([1, 2, 3, 4, 5, 6, 7]);
const DAY_END = 1440;
/** An evening goes on after such a break, for so long. */
const BREAK = 60;
const LENGTH = 120;

/** @param {readonly Hours[]} hours @returns {Week} */
export function weekOf(hours) {
  return DAYS.map((day) =>
    hours
      .filter((one) => one.day === day)
      .map(({ opens, closes }) => ({ opens, closes: closes === "24:00" ? "00:00" : closes }))
      .sort((one, other) => one.opens.localeCompare(other.opens)),
  );
}

/** @param {Week} week @returns {Hours[]} */
export function hoursOf(week) {
  return week.flatMap((stretches, index) =>
    stretches.map(({ opens, closes }) => ({ day: index + 1, opens, closes: closes === "00:00" ? "24:00" : closes })),
  );
}

/** From when to when, in minutes; null while a time is missing. @param {Stretch} stretch */
export function spanOf({ opens, closes }) {
  if (!opens || !closes) return null;
  return { from: minutesOf(opens), to: minutesOf(closes) || DAY_END };
}

/** @param {Week} week @returns {Problem[]} at most one for each stretch */
export function problemsOf(week) {
  return week.flatMap((stretches, day) =>
    stretches.flatMap((stretch, at) => {
      const code = problemOf(stretch, stretches.slice(0, at));
      return code ? [{ day, at, code }] : [];
    }),
  );
}

/** @param {Stretch} stretch @param {Stretch[]} others @returns {Problem["code"] | null} */
function problemOf(stretch, others) {
  const span = spanOf(stretch);
  if (!span) return "missing";
  if (span.from >= span.to) return "reversed";
  const meets = others.map(spanOf).some((other) => other && other.from < other.to && other.from < span.to && span.from < other.to);
  return meets ? "overlap" : null;
}

/** What a further stretch of the day would be; null when the day is full. @param {Stretch[]} stretches @returns {Stretch | null} */
export function furtherStretch(stretches) {
  const ends = stretches.map((stretch) => spanOf(stretch)?.to ?? 0);
  const last = Math.max(0, ...ends);
  const from = last + BREAK;
  if (last === 0 || from >= DAY_END) return last === 0 && stretches.length === 0 ? { opens: "09:00", closes: "12:00" } : null;
  const to = Math.min(from + LENGTH, DAY_END);
  return { opens: clockText(from), closes: clockText(to % DAY_END) };
}

/** What a day that opens begins with: the hours of the nearest day before it, else after it. @param {Week} week @param {number} day */
export function openingOf(week, day) {
  const before = week.slice(0, day).reverse();
  const like = [...before, ...week.slice(day + 1)].find((stretches) => stretches.length > 0);
  return like ? like.map((stretch) => ({ ...stretch })) : [{ opens: "09:00", closes: "12:30" }, { opens: "13:30", closes: "17:00" }];
}

/** @param {Week} week @param {number} day @param {Stretch[]} stretches @returns {Week} */
export function withDay(week, day, stretches) {
  return week.map((old, index) => (index === day ? stretches : old));
}

/** @param {Week} week @param {number} from @param {readonly number[]} to @returns {Week} */
export function copyDay(week, from, to) {
  return week.map((old, index) => (to.includes(index) ? week[from].map((stretch) => ({ ...stretch })) : old));
}
