// Names of the days of the week.

import { asTitle, dayName } from "../components/calendar_names.js";
import { addDays } from "../components/calendar_time.js";

/** Some Monday. */
const MONDAY = "2026-11-23";

/** "lundi" @param {number} day 0 is Monday */
export const weekdayName = (day) => dayName(addDays(MONDAY, day));

/** "Lundi" @param {number} day 0 is Monday */
export const weekdayTitle = (day) => asTitle(weekdayName(day));
