// When an absence is, in words.

import { addDays, clockText, wallOf } from "../components/calendar_time.js";
import { formatDate, t, zone } from "../i18n.js";
import { dateAt, dayInWords, instantInWords } from "../school/lesson_when.js";
import { spanOf } from "./absence_span.js";

/** "mardi 24 novembre", "mardi 24 novembre, de 09:00 à 12:00", "du lundi 23 novembre au mercredi 25 novembre" @param {{ from: string, to: string }} absence */
export function absenceInWords(absence) {
  const { first, start, last, end, isWhole, isOneDay } = spanOf(absence, zone.value);
  const times = { start: clockText(start), end: clockText(end) };
  if (isOneDay) return isWhole ? dayInWords(first) : t("absences.when.hours", { day: dayInWords(first), ...times });
  const days = { from: dayInWords(first), to: dayInWords(last) };
  return isWhole ? t("absences.when.days", days) : t("absences.when.days_hours", { ...days, ...times });
}

/** For a column: "24 nov.", "23 nov. – 25 nov." @param {{ from: string, to: string }} absence */
export function absenceShort(absence) {
  const { first, last, isOneDay } = spanOf(absence, zone.value);
  return isOneDay ? dateShort(first) : `${dateShort(first)} – ${dateShort(last)}`;
}

/** "samedi 5 décembre" when the whole day still counts, else "mercredi 2 décembre à 14:25" @param {string} deadline */
export function deadlineInWords(deadline) {
  const { date, minutes } = wallOf(deadline, zone.value);
  return minutes === 0 ? dayInWords(addDays(date, -1)) : instantInWords(deadline);
}

/** @param {string} deadline */
export function deadlineShort(deadline) {
  const { date, minutes } = wallOf(deadline, zone.value);
  return dateShort(minutes === 0 ? addDays(date, -1) : date);
}

/** "24 nov.", with its year when it is not the present one. @param {string} date or an instant */
export function dateShort(date) {
  const text = formatDate(date, "medium");
  const year = dateAt().slice(0, 4);
  return text.endsWith(year) ? text.slice(0, -year.length).trimEnd() : text;
}

/** "09:00–12:00", or nothing when whole days are meant. @param {{ from: string, to: string }} absence */
export function hoursShort(absence) {
  const { start, end, isWhole } = spanOf(absence, zone.value);
  return isWhole ? t("absences.when.whole") : `${clockText(start)}–${clockText(end)}`;
}
