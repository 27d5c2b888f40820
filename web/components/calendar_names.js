import { lang } from "../i18n.js";

/** Dates are "2026-11-23", read as UTC so that no zone can shift them. @param {string} date */
const read = (date) => new Date(`${date}T00:00:00Z`);

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {string} key @param {Intl.DateTimeFormatOptions} options */
function format(key, options) {
  const name = `${lang.value} ${key}`;
  let made = formats.get(name);
  if (!made) {
    made = new Intl.DateTimeFormat(lang.value === "en" ? "en-GB" : "fr-FR", { timeZone: "UTC", ...options });
    formats.set(name, made);
  }
  return made;
}

/** "lun." @param {string} date */
export const dayShort = (date) => format("day", { weekday: "short" }).format(read(date));

/** "lundi" @param {string} date */
export const dayName = (date) => format("dayName", { weekday: "long" }).format(read(date));

/** "lundi 23 novembre" @param {string} date */
export const dayTitle = (date) => format("dayTitle", { weekday: "long", day: "numeric", month: "long" }).format(read(date));

/** "lundi 23 novembre 2026" @param {string} date */
export const dayFull = (date) =>
  format("dayFull", { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(read(date));

/** "23" @param {string} date */
export const dayNumber = (date) => String(Number(date.slice(8)));

/** "novembre 2026" @param {string} month */
export const monthTitle = (month) => format("month", { month: "long", year: "numeric" }).format(read(`${month}-01`));

/** "23–29 novembre 2026", or "23–29 nov. 2026" @param {string[]} dates @param {"long" | "short"} [month] */
export const weekTitle = (dates, month = "long") =>
  format(`week ${month}`, { day: "numeric", month, year: "numeric" }).formatRange(read(dates[0]), read(dates[dates.length - 1]));

/** The first letter of a title; French names of days and months are written small. @param {string} text */
export const asTitle = (text) => text.charAt(0).toLocaleUpperCase(lang.value) + text.slice(1);
