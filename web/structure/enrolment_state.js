// Where an enrolment stands on a day: pure, tested in tests/structure.test.js.

import { addDays } from "../components/calendar_time.js";

/** @typedef {{ first_day: string, last_day: string | null }} Days */

/** @param {Days} days @param {string} today @returns {"coming" | "present" | "over"} */
export function stateOf({ first_day, last_day }, today) {
  if (first_day > today) return "coming";
  return last_day !== null && last_day < today ? "over" : "present";
}

/**
 * What moving to another group from a day on does with the enrolment that is left: it ends the day before, or, when it
 * would not have begun by then, it goes.
 * @param {Days} days @param {string} from
 * @returns {{ last_day: string } | "delete"}
 */
export function leaving({ first_day }, from) {
  return first_day >= from ? "delete" : { last_day: addDays(from, -1) };
}
