// For the office: what runs now, who is missing, which registers were not taken.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Section } from "../components/section.js";
import { Fragment, h, html } from "../h.js";
import { formatNumber, formatTime, lang, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { Link } from "../router.js";
import { PersonName } from "../school/person_name.js";
import { useWallClock } from "./wall_clock.js";

/**
 * @typedef {{ id: number, title: string, starts_at: string, ends_at: string, room: string | null, professors: string[], groups?: string[] }} NowLesson
 * @typedef {{ student: number, student_name: string, lesson: number }} NowAbsent
 * @typedef {{ lessons: NowLesson[], absent: NowAbsent[], registers_missing: NowLesson[] }} Now  GET /api/school/now/
 */

/** What is named of each here; the rest is counted. */
const MOST = 4;

export function LessonsOfPlace() {
  // Read again each quarter of an hour, as lessons begin and end.
  const { date, time } = useWallClock();
  const quarter = Math.floor(Number(time.slice(3, 5)) / 15);
  const load = useLoad(
    async (signal) => /** @type {Now} */ (await get("/api/school/now/", undefined, { signal })),
    [date, time.slice(0, 2), quarter, lang.value],
  );
  return h(
    Section,
    {
      title: t("school.day.manager"),
      card: true,
      tools: h(Button, { small: true, icon: "clock", to: "/school/now" }, t("school.day.see_now")),
    },
    h(Loaded, { load, rows: 3, small: true, children: (/** @type {Now} */ now) => h(Figures, { now }) }),
  );
}

/** @param {{ now: Now }} props */
function Figures({ now }) {
  const { lessons, registers_missing: missing } = now;
  const absent = [...new Map(now.absent.map((one) => [one.student, one])).values()];
  const isQuiet = lessons.length + absent.length + missing.length === 0;
  return h(
    Fragment,
    {},
    html`<ul class="figures-row" role="list">
      ${figure(lessons.length, t("school.day.running", { count: lessons.length }), "/school/now")}
      ${figure(absent.length, t("school.day.absent", { count: absent.length }), "/school/now")}
      ${figure(missing.length, t("school.day.missing", { count: missing.length }), "/school/now")}
    </ul>`,
    isQuiet && h(Empty, { icon: "sun", small: true, title: t("school.day.quiet") }),
    part(t("school.day.absent_title"), absent.length, absent.slice(0, MOST).map((one) => absentRow(one, lessons))),
    part(t("school.day.missing_title"), missing.length, missing.slice(0, MOST).map((lesson) => lessonRow(lesson, true))),
    part(t("school.day.running_title"), lessons.length, lessons.slice(0, MOST).map((lesson) => lessonRow(lesson, false))),
  );
}

/** @param {number} number @param {string} words @param {string} to */
function figure(number, words, to) {
  return html`<li>
    ${h(Link, { to, class: "figure-tile" }, html`<span class="figure-number">${formatNumber(number)}</span><span class="soft small">${words}</span>`)}
  </li>`;
}

/** @param {string} title @param {number} count @param {import("../h.js").Children[]} rows */
function part(title, count, rows) {
  if (rows.length === 0) return null;
  return html`<div class="day-part">
    <h3 class="day-part-title">${title}</h3>
    <ul class="day-lessons" role="list">${rows}</ul>
    ${count > rows.length && html`<p class="soft small">${h(Link, { to: "/school/now" }, t("school.day.others", { count: count - rows.length }))}</p>`}
  </div>`;
}

/** @param {NowAbsent} one @param {readonly NowLesson[]} lessons */
function absentRow({ student, student_name, lesson: id }, lessons) {
  const lesson = lessons.find((other) => other.id === id);
  const note = lesson && [lesson.title, ...(lesson.groups ?? []), lesson.room].filter(Boolean).join(" · ");
  return html`<li key=${student} class="day-absent">${h(PersonName, { person: { id: student, name: student_name.trim() }, note })}</li>`;
}

/** @param {NowLesson} lesson @param {boolean} isMissing its register is to be taken */
function lessonRow({ id, title, starts_at, ends_at, room, professors, groups = [] }, isMissing) {
  return html`<li key=${id} class="day-lesson">
    <p class="day-lesson-time figures"><strong>${formatTime(starts_at)}</strong><span class="soft small">${formatTime(ends_at)}</span></p>
    <div class="day-lesson-words">
      <p class="day-lesson-title">${h(Link, { to: isMissing ? `/lessons/${id}/register` : `/lessons/${id}` }, title)}</p>
      <p class="soft small">${[groups.join(", "), room, professors.join(", ")].filter(Boolean).join(" · ")}</p>
    </div>
  </li>`;
}
