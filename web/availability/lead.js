// A lead such as "24 hours before", which the API counts in minutes.

/** @typedef {"minutes" | "hours" | "days"} LeadUnit */
/** @typedef {{ amount: string, unit: LeadUnit }} Lead  amount: as typed */

/** @type {Record<LeadUnit, number>} */
const MINUTES = { minutes: 1, hours: 60, days: 1440 };

export const LEAD_UNITS = /** @type {const} */ (["minutes", "hours", "days"]);

/** The largest unit in which it is a whole number; one day is said as 24 hours. @param {number} minutes @returns {Lead} */
export function leadOf(minutes) {
  if (minutes >= 2 * MINUTES.days && minutes % MINUTES.days === 0) return { amount: String(minutes / MINUTES.days), unit: "days" };
  if (minutes % MINUTES.hours === 0) return { amount: String(minutes / MINUTES.hours), unit: "hours" };
  return { amount: String(minutes), unit: "minutes" };
}

/** The number that was typed, nothing as 0; null for what is none. @param {string} text */
export function wholeNumber(text) {
  const typed = text.trim();
  if (typed === "") return 0;
  return /^\d{1,9}$/.test(typed) ? Number(typed) : null;
}

/** What is no number goes to the server as it is, which says so at the field. @param {Lead} lead @returns {number | string} */
export function leadMinutes({ amount, unit }) {
  const number = wholeNumber(amount);
  return number === null ? amount : number * MINUTES[unit];
}
