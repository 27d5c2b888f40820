// Days and times of appointments in words. What is given stands on the place's own clock, as the server speaks of it.

import { formatDate, formatTime, lang, t, zone } from "../i18n.js";

/** @typedef {{ date: string, start: string, end: string }} WallTime  an appointment, a free time, an offer */

/** The calendar's date at an instant, where the place is. @param {number} [now] milliseconds */
export function dateAt(now = Date.now()) {
  // The Swedish way of writing a date is the calendar's own.
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone.value }).format(now);
}

/**
 * Whole days from one date of the calendar to another; negative when it was before.
 * @param {string} from @param {string} to
 */
export function daysBetween(from, to) {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000);
}

/** "mardi 24 novembre", with its year when it is not the present one. @param {string} date @param {string} [today] */
export function dayInWords(date, today = dateAt()) {
  const year = date.slice(0, 4);
  const weekday = formatDate(date, "weekday");
  // The first of a month is the only day that French counts as such.
  const day = lang.value === "fr" ? weekday.replace(/(?<!\d)1(?!\d)/, "1er") : weekday;
  return year === today.slice(0, 4) ? day : `${day} ${year}`;
}

/** "aujourd’hui", "demain", "hier", or null. @param {string} date @param {string} [today] */
export function nearDay(date, today = dateAt()) {
  const days = daysBetween(today, date);
  if (days === 0) return t("appointments.today");
  if (days === 1) return t("appointments.tomorrow");
  return days === -1 ? t("appointments.yesterday") : null;
}

/** "demain, mardi 24 novembre" @param {string} date @param {string} [today] */
export function nearDayInWords(date, today = dateAt()) {
  const near = nearDay(date, today);
  const day = dayInWords(date, today);
  return near ? t("appointments.near_day", { near, day }) : day;
}

/** "de 09:00 à 09:45" @param {WallTime} time */
export function timesInWords({ start, end }) {
  return t("appointments.times", { start, end });
}

/** "mardi 24 novembre, de 09:00 à 09:45" @param {WallTime} time @param {string} [today] */
export function whenInWords(time, today = dateAt()) {
  return t("appointments.when", { day: dayInWords(time.date, today), times: timesInWords(time) });
}

/** "demain, mardi 24 novembre, de 09:00 à 09:45" @param {WallTime} time @param {string} [today] */
export function nearWhenInWords(time, today = dateAt()) {
  return t("appointments.when", { day: nearDayInWords(time.date, today), times: timesInWords(time) });
}

/** "lundi 23 novembre à 09:00" @param {string} instant @param {string} [today] */
export function instantInWords(instant, today = dateAt()) {
  const day = dayInWords(dateAt(Date.parse(instant)), today);
  return t("appointments.instant", { day, time: formatTime(instant) });
}

/** What begins a line begins with a capital. @param {string} text */
export function capital(text) {
  return text.charAt(0).toLocaleUpperCase(lang.value) + text.slice(1);
}

/** "Europe/Paris" as people say it: "Paris". @param {string} [name] */
export function zoneInWords(name = zone.value) {
  return name.slice(name.lastIndexOf("/") + 1).replaceAll("_", " ");
}
