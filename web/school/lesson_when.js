// Days and times of lessons in words, on the clock of the place.

import { formatDate, formatTime, lang, t, zone } from "../i18n.js";

/** @typedef {{ starts_at: string, ends_at: string }} Timed  a lesson, or where one could be */

/** The calendar's date at an instant, where the place is. @param {string | number} [instant] */
export function dateAt(instant = Date.now()) {
  // The Swedish way of writing a date is the calendar's own.
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone.value }).format(new Date(instant));
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
  if (days === 0) return t("school.today");
  if (days === 1) return t("school.tomorrow");
  return days === -1 ? t("school.yesterday") : null;
}

/** "demain, mardi 24 novembre" @param {string} date @param {string} [today] */
export function nearDayInWords(date, today = dateAt()) {
  const near = nearDay(date, today);
  const day = dayInWords(date, today);
  return near ? t("school.near_day", { near, day }) : day;
}

/** "09:00–10:30", for rows and tables. @param {Timed} lesson */
export function timesShort({ starts_at, ends_at }) {
  return `${formatTime(starts_at)}–${formatTime(ends_at)}`;
}

/** "de 09:00 à 10:30" @param {Timed} lesson */
export function timesInWords({ starts_at, ends_at }) {
  return t("school.times", { start: formatTime(starts_at), end: formatTime(ends_at) });
}

/** "mardi 24 novembre, de 09:00 à 10:30" @param {Timed} lesson @param {string} [today] */
export function whenInWords(lesson, today = dateAt()) {
  return t("school.when", { day: dayInWords(dateAt(lesson.starts_at), today), times: timesInWords(lesson) });
}

/** "demain, mardi 24 novembre, de 09:00 à 10:30" @param {Timed} lesson @param {string} [today] */
export function nearWhenInWords(lesson, today = dateAt()) {
  return t("school.when", { day: nearDayInWords(dateAt(lesson.starts_at), today), times: timesInWords(lesson) });
}

/** "lundi 23 novembre à 09:00" @param {string} instant @param {string} [today] */
export function instantInWords(instant, today = dateAt()) {
  return t("school.instant", { day: dayInWords(dateAt(instant), today), time: formatTime(instant) });
}

/** "1 h 30", "45 min" @param {number} minutes */
export function minutesInWords(minutes) {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return t("school.minutes", { minutes: rest });
  return rest === 0 ? t("school.hours", { hours }) : t("school.hours_minutes", { hours, minutes: String(rest).padStart(2, "0") });
}

/** How long a lesson takes, in minutes. @param {Timed} lesson */
export function minutesOf({ starts_at, ends_at }) {
  return Math.round((Date.parse(ends_at) - Date.parse(starts_at)) / 60_000);
}

/** Where a lesson stands against the clock. @param {Timed} lesson @param {number} [now] milliseconds @returns {"coming" | "now" | "over"} */
export function phaseOf({ starts_at, ends_at }, now = Date.now()) {
  if (now < Date.parse(starts_at)) return "coming";
  return now < Date.parse(ends_at) ? "now" : "over";
}

/** What begins a line begins with a capital. @param {string} text */
export function capital(text) {
  return text.charAt(0).toLocaleUpperCase(lang.value) + text.slice(1);
}
