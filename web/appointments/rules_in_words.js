// What a coach has decided, as sentences for those who book.

import { lang, t } from "../i18n.js";
import { dayName } from "../components/calendar_names.js";
import { sameDays } from "./weekly_hours.js";

/** @typedef {import("../types/api.js").components["schemas"]["RulesBody"]} Rules */
/** @typedef {"hours" | "length" | "horizon" | "notice" | "cancel" | "most"} RuleName */

/** The sentences in the order in which one asks oneself. @param {Rules} rules @param {number} [minutes] of the service */
export function rulesInWords(rules, minutes) {
  /** @type {{ name: RuleName, text: string }[]} */
  const said = [];
  if (rules.hours.length > 0) said.push({ name: "hours", text: hoursInWords(rules.hours) });
  if (minutes !== undefined) said.push({ name: "length", text: lengthInWords(minutes, rules.pause) });
  said.push({ name: "horizon", text: horizonInWords(rules.horizon_days) });
  if (rules.notice > 0) said.push({ name: "notice", text: noticeInWords(rules.notice) });
  said.push({ name: "cancel", text: cancelInWords(rules.cancel) });
  if (rules.most_active !== null) said.push({ name: "most", text: mostInWords(rules.most_active) });
  return said;
}

/** @param {readonly import("./weekly_hours.js").Hours[]} hours */
export function hoursInWords(hours) {
  const groups = sameDays(hours).map(({ days, stretches }) => {
    const times = inList(stretches.map(({ opens, closes }) => t("appointments.rules.stretch", { from: opens, to: closes })));
    return t("appointments.rules.days", { days: daysInWords(days), times });
  });
  return t("appointments.rules.hours", { hours: groups.join(t("appointments.rules.between_groups")) });
}

/** @param {number[]} days that follow one another */
function daysInWords(days) {
  const first = nameOf(days[0]);
  const last = nameOf(days[days.length - 1]);
  if (days.length === 1) return t("appointments.rules.one_day", { day: first });
  return days.length === 2 ? t("appointments.rules.two_days", { first, last }) : t("appointments.rules.many_days", { first, last });
}

/** 2024 began with a Monday. @param {number} day */
const nameOf = (day) => dayName(`2024-01-0${day}`);

/** @param {number} minutes @param {number} pause */
export function lengthInWords(minutes, pause) {
  const length = spanInWords(minutes);
  return pause > 0 ? t("appointments.rules.length_pause", { length, pause: spanInWords(pause) }) : t("appointments.rules.length", { length });
}

/** @param {number} days */
export const horizonInWords = (days) => (days === 0 ? t("appointments.rules.today_only") : t("appointments.rules.horizon", { count: days }));

/** @param {number} minutes */
export const noticeInWords = (minutes) => (minutes > 0 ? t("appointments.rules.notice", { span: spanInWords(minutes) }) : t("appointments.rules.no_notice"));

/** @param {number} minutes */
export const cancelInWords = (minutes) => (minutes > 0 ? t("appointments.rules.cancel", { span: spanInWords(minutes) }) : t("appointments.rules.cancel_any"));

/** @param {number | null} most */
export const mostInWords = (most) => (most === null ? t("appointments.rules.no_most") : t("appointments.rules.most", { count: most }));

/** The largest unit in which it is whole: "45 minutes", "2 heures", "1 jour". @param {number} minutes */
export function spanInWords(minutes) {
  const [unit, size] = minutes > 0 && minutes % 1_440 === 0 ? ["day", 1_440] : minutes > 0 && minutes % 60 === 0 ? ["hour", 60] : ["minute", 1];
  const locale = lang.value === "fr" ? "fr-FR" : "en-GB";
  const options = /** @type {Intl.NumberFormatOptions} */ ({ style: "unit", unit, unitDisplay: "long" });
  return new Intl.NumberFormat(locale, options).format(minutes / Number(size));
}

/** "a, b et c" @param {string[]} parts */
function inList(parts) {
  return new Intl.ListFormat(lang.value === "fr" ? "fr-FR" : "en-GB", { type: "conjunction" }).format(parts);
}
