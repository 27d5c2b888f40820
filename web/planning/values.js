// What the form of a lesson, or of a weekly series, holds, and what the API wants of it.

import { zone } from "../i18n.js";
import { clockText, wallOf, weekdayOf } from "../components/calendar_time.js";
import { profile } from "../session.js";
import { dateAt } from "../school/lesson_when.js";
import { instantsOf, wallTimesOf } from "./wall_times.js";

/**
 * @typedef {import("./shapes.js").Lesson} Lesson
 * @typedef {import("./shapes.js").Series} Series
 * @typedef {"lesson" | "series"} Kind
 */

/**
 * Of a series `starts_at` and `ends_at` are its times of the clock.
 * @typedef {{ kind: Kind, module: number | "", title: string, groups: number[], professors: number[], room: number | "",
 *   day: string, starts_at: string, ends_at: string, weekday: number, every_weeks: number, first_day: string,
 *   last_day: string, accept_clash: boolean, reason: string }} Values
 */

/** When a day begins, and when no lesson begins any more. */
const FIRST = "08:30";
const LAST_START = 18 * 60;

const numberIn = (/** @type {URLSearchParams} */ query, /** @type {string} */ name) => Number(query.get(name)) || "";
const timeIn = (/** @type {URLSearchParams} */ query, /** @type {string} */ name) =>
  /^\d{2}:\d{2}$/.test(query.get(name) ?? "") ? String(query.get(name)) : "";

/**
 * As the address says: `/timetable/new?date=2026-11-24&start=09:00&end=10:30&group=3&room=2&module=5&kind=series`.
 * @param {URLSearchParams} query @returns {Values}
 */
export function valuesOfQuery(query) {
  const asked = query.get("date") ?? "";
  const day = /^\d{4}-\d{2}-\d{2}$/.test(asked) ? asked : dateAt();
  const group = numberIn(query, "group");
  const professor = numberIn(query, "professor");
  const [start, end] = [timeIn(query, "start"), timeIn(query, "end")];
  const first = day === dateAt() ? comingTime(wallOf(new Date().toISOString(), zone.value).minutes) : FIRST;
  return {
    kind: query.get("kind") === "series" ? "series" : "lesson",
    module: numberIn(query, "module"),
    title: "",
    groups: group ? [group] : [],
    professors: professor ? [professor] : ownIds(),
    room: numberIn(query, "room"),
    day,
    starts_at: start || first,
    ends_at: end > start ? end : laterBy90(start || first),
    weekday: weekdayOf(day),
    every_weeks: 1,
    first_day: day,
    last_day: "",
    accept_clash: false,
    reason: "",
  };
}

/** The next half hour of a day that has begun, within the hours of lessons. @param {number} minutes @returns {string} */
export function comingTime(minutes) {
  const next = Math.ceil((minutes + 1) / 30) * 30;
  return next <= LAST_START && clockText(next) > FIRST ? clockText(next) : FIRST;
}

/** @param {string} time */
function laterBy90(time) {
  const minutes = Math.min(23 * 60 + 55, Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + 90);
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

function ownIds() {
  const { user, roles } = profile.peek() ?? {};
  return user && roles?.includes("PROFESSOR") ? [user.id] : [];
}

/** A like one. @param {Lesson} lesson @returns {Values} */
export function valuesOfLesson(lesson) {
  const times = wallTimesOf(lesson, zone.value);
  return { ...base(lesson), kind: "lesson", ...times, weekday: weekdayOf(times.day), every_weeks: 1, first_day: times.day, last_day: "" };
}

/** @param {Series} series @returns {Values} */
export function valuesOfSeries(series) {
  const { weekday, every_weeks, first_day, last_day, from_time, to_time } = series;
  return {
    ...base(series),
    kind: "series",
    day: first_day,
    starts_at: from_time.slice(0, 5),
    ends_at: to_time.slice(0, 5),
    ...{ weekday, every_weeks, first_day, last_day },
  };
}

/** @param {Lesson | Series} one */
function base({ module, title, groups, professors, room }) {
  return {
    module: module.id,
    title: title === module.name ? "" : title,
    groups: groups.map(({ id }) => id),
    professors: professors.map(({ id }) => id),
    room: /** @type {number | ""} */ (room?.id ?? ""),
    accept_clash: false,
    reason: "",
  };
}

/** @param {Values} values */
export function whatOf({ module, title, groups, professors, room }) {
  return { module: module === "" ? null : module, title: title.trim(), groups, professors, room: room === "" ? null : room };
}

/** @param {Values} values */
const acceptingOf = ({ accept_clash, reason }) => (accept_clash ? { accept_clash, reason: reason.trim() } : {});

/** @param {Values} values */
export function lessonBody(values) {
  return { ...whatOf(values), ...(instantsOf(values, zone.value) ?? { starts_at: null, ends_at: null }), ...acceptingOf(values) };
}

/** @param {Values} values */
export function seriesBody(values) {
  const { weekday, every_weeks, first_day, last_day, starts_at, ends_at } = values;
  return { ...whatOf(values), weekday, from_time: starts_at, to_time: ends_at, every_weeks, first_day, last_day, ...acceptingOf(values) };
}

/** What can be asked of a lesson on that day, null as long as something is missing. @param {Values} values @param {string} [day] */
export function checkBody(values, day = values.day) {
  const { module, groups, professors, room } = whatOf(values);
  const times = instantsOf({ ...values, day }, zone.value);
  if (module === null || groups.length === 0 || !times || times.ends_at <= times.starts_at) return null;
  return { module, groups, professors, room, ...times };
}

/**
 * What can be asked of a series, null as long as something is missing.
 * @param {Values} values @param {number} [series] the one that is changed
 */
export function seriesCheckBody(values, series) {
  const { accept_clash: _, reason: __, ...body } = /** @type {Record<string, any>} */ (seriesBody(values));
  const isWhole = body.module !== null && body.groups.length > 0 && body.from_time && body.to_time > body.from_time;
  if (!isWhole || !body.first_day || body.last_day < body.first_day) return null;
  return series ? { ...body, series } : body;
}
