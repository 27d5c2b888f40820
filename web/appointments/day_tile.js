// A day as a leaf of the calendar on the wall. The day stands in words beside it, so that it is not read aloud.

import { dayNumber, dayShort } from "../components/calendar_names.js";
import { html } from "../h.js";
import { lang } from "../i18n.js";

/** @type {Map<string, Intl.DateTimeFormat>} */
const months = new Map();

/** "nov." @param {string} date */
function monthShort(date) {
  const made = months.get(lang.value) ?? new Intl.DateTimeFormat(lang.value === "en" ? "en-GB" : "fr-FR", { timeZone: "UTC", month: "short" });
  months.set(lang.value, made);
  return made.format(new Date(`${date}T00:00:00Z`));
}

/** @param {{ date: string, isStrong?: boolean, isOff?: boolean }} props  `isOff`: it does not take place */
export function DayTile({ date, isStrong = false, isOff = false }) {
  return html`<span class=${`day-tile${isStrong ? " is-strong" : ""}${isOff ? " is-off" : ""}`} aria-hidden="true">
    <span class="day-tile-weekday">${dayShort(date)}</span>
    <span class="day-tile-day">${dayNumber(date)}</span>
    <span class="day-tile-month">${monthShort(date)}</span>
  </span>`;
}
