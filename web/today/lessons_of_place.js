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
import { useWallClock } from "./wall_clock.js";

/**
 * @typedef {{ id: number, title: string, starts_at: string, ends_at: string, room: string | null, professors: string[] }} NowLesson
 * @typedef {{ lessons: NowLesson[], absent: { student: number }[], registers_missing: NowLesson[] }} Now  GET /api/school/now/
 */

/** Lessons that are named here; the others are counted. */
const MOST = 5;

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
  const absent = new Set(now.absent.map(({ student }) => student)).size;
  return h(
    Fragment,
    {},
    html`<ul class="figures-row" role="list">
      ${figure(lessons.length, t("school.day.running", { count: lessons.length }), "/school/now")}
      ${figure(absent, t("school.day.absent", { count: absent }), "/school/now")}
      ${figure(missing.length, t("school.day.missing", { count: missing.length }), "/registers")}
    </ul>`,
    lessons.length === 0
      ? h(Empty, { icon: "sun", small: true, title: t("school.day.quiet") })
      : html`<ol class="day-lessons" role="list">${lessons.slice(0, MOST).map(row)}</ol>`,
    lessons.length > MOST && html`<p class="soft small">${t("school.day.more", { count: lessons.length - MOST })}</p>`,
  );
}

/** @param {number} number @param {string} words @param {string} to */
function figure(number, words, to) {
  return html`<li>
    ${h(Link, { to, class: "figure-tile" }, html`<span class="figure-number">${formatNumber(number)}</span><span class="soft small">${words}</span>`)}
  </li>`;
}

/** @param {NowLesson} lesson */
function row({ id, title, starts_at, ends_at, room, professors }) {
  return html`<li key=${id} class="day-lesson">
    <p class="day-lesson-time figures"><strong>${formatTime(starts_at)}</strong><span class="soft small">${formatTime(ends_at)}</span></p>
    <div class="day-lesson-words">
      <p class="day-lesson-title">${h(Link, { to: `/lessons/${id}` }, title)}</p>
      <p class="soft small">${[room, professors.join(", ")].filter(Boolean).join(" · ")}</p>
    </div>
  </li>`;
}
