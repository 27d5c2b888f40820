// A weekly rule in words.

import { addDays } from "../components/calendar_time.js";
import { dayName } from "../components/calendar_names.js";
import { formatDate, t } from "../i18n.js";

/** A Monday. */
const MONDAY = "2026-11-23";

/** "mardi" @param {number} weekday 1 Monday to 7 Sunday */
export const weekdayName = (weekday) => dayName(addDays(MONDAY, weekday - 1));

/**
 * "Chaque mardi, de 08:30 à 10:00"
 * @param {{ weekday: number, every_weeks: number, from_time: string, to_time: string }} rule
 */
export function ruleInWords({ weekday, every_weeks, from_time, to_time }) {
  const day = weekdayName(weekday);
  const given = { day, start: from_time.slice(0, 5), end: to_time.slice(0, 5) };
  return every_weeks > 1 ? t("planning.rule.every_weeks", { ...given, weeks: every_weeks }) : t("planning.rule.weekly", given);
}

/** "du 1 sept. 2026 au 29 janv. 2027" @param {{ first_day: string, last_day: string }} rule */
export function spanInWords({ first_day, last_day }) {
  return t("planning.rule.span", { first: formatDate(first_day, "medium"), last: formatDate(last_day, "medium") });
}
