// Where an enrolment stands on a day: pure, tested in tests/structure.test.js.

/** @typedef {{ first_day: string, last_day: string | null }} Days */

/** @param {Days} days @param {string} today @returns {"coming" | "present" | "over"} */
export function stateOf({ first_day, last_day }, today) {
  if (first_day > today) return "coming";
  return last_day !== null && last_day < today ? "over" : "present";
}

/**
 * Whether the enrolment that is left would never have been: it begins later than today, and not before the day of moving.
 * What has begun is ended instead, since days that have been stay as they were.
 * @param {Days} days @param {string} from @param {string} today
 */
export const isReplaced = ({ first_day }, from, today) => first_day > today && first_day >= from;
