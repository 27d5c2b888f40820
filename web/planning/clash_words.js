// Clashes and what would be free instead, in words. Keys of the area `school` only: the timetable says the same.

import { formatTime, t } from "../i18n.js";
import { capital, dateAt, dayInWords, minutesInWords, timesInWords, timesShort } from "../school/lesson_when.js";
import { gathered } from "./clashes.js";

/**
 * @typedef {import("./shapes.js").Clash} Clash
 * @typedef {import("./shapes.js").Alternative} Alternative
 * @typedef {import("./clashes.js").Met} Met
 */

/** Names that are read; the others are counted. */
const NAMED = 3;
/** Days that are read. */
const DAYS = 4;

/**
 * "Salle prise : B12, par « Gestion », de 09:00 à 10:30."
 * @param {Met} met @param {string} [day] the day that everybody speaks of
 */
export function metInWords(met, day) {
  const when = timesOf(met, day);
  const name = met.names[0] ?? "?";
  if (met.kind === "student" && met.names.length > 1) {
    const names = namesInWords(met.names);
    return met.title
      ? t("school.clash.students_lesson", { count: met.names.length, names, title: met.title, when })
      : t("school.clash.students", { count: met.names.length, names, when });
  }
  if (met.names.length > 1 && met.title) return t("school.clash.groups_lesson", { names: namesInWords(met.names), title: met.title, when });
  return met.title
    ? t(`school.clash.${met.kind}_lesson`, { name, title: met.title, when })
    : t(`school.clash.${met.kind}`, { name, when });
}

/** @param {Met} met @param {string} [day] */
function timesOf({ times }, day) {
  if (times.length === 1) {
    const [{ from, to }] = times;
    const hours = timesInWords({ starts_at: from, ends_at: to });
    return dateAt(from) === day ? hours : t("school.when", { day: dayInWords(dateAt(from)), times: hours });
  }
  const days = [...new Set(times.map(({ from }) => dateAt(from)))].map((date) => dayInWords(date));
  const shown = days.slice(0, DAYS).join(", ");
  const left = days.length - DAYS;
  return left > 0 ? t("school.clash.days_more", { days: shown, count: left }) : shown;
}

/** "Lina Petit, Jules Roy, Noé Blanc et 4 autres" @param {readonly string[]} names */
export function namesInWords(names) {
  const left = names.length - NAMED;
  const shown = names.slice(0, left > 0 ? NAMED : names.length).join(", ");
  return left > 0 ? t("school.clash.names_more", { names: shown, count: left }) : shown;
}

/** What fits on an event that is being dragged: "Salle B12 prise". @param {readonly Clash[]} clashes @returns {string | null} */
export function clashInBrief(clashes) {
  const [first, ...others] = gathered(clashes);
  if (!first) return null;
  const brief = first.kind === "student"
    ? t("school.clash.brief.students", { count: first.names.length })
    : t(`school.clash.brief.${first.kind}`, { name: first.names[0] ?? "" });
  return others.length ? t("school.clash.brief.more", { brief, count: others.length }) : brief;
}

/** "Mardi 24 novembre, 10:30–12:00", its times on one line @param {Alternative} one */
export function alternativeInWords(one) {
  return capital(t("school.when", { day: dayInWords(dateAt(one.starts_at)), times: timesShort(one).replace("–", "\u2060–\u2060") }));
}

/** What taking it would cost, the heaviest first. @param {Alternative} one @returns {string[]} */
export function costsInWords({ students_busy, other_day, other_room, room, minutes, starts_at }) {
  const shift = minutesInWords(Math.abs(minutes));
  return [
    students_busy > 0 ? t("school.alternative.students", { count: students_busy }) : "",
    other_day ? t("school.alternative.other_day", { time: formatTime(starts_at) }) : "",
    !other_day && minutes > 0 ? t("school.alternative.later", { shift }) : "",
    !other_day && minutes < 0 ? t("school.alternative.earlier", { shift }) : "",
    other_room && room ? t("school.alternative.other_room", { room: room.name }) : "",
    students_busy === 0 ? t("school.alternative.all_free") : "",
  ].filter(Boolean);
}
