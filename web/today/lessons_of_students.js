// For a tutor: where each of their students is now, and what comes next.

import { get } from "../api.js";
import { Avatar } from "../components/avatar.js";
import { Button } from "../components/button.js";
import { weekOf } from "../components/calendar_time.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { useNow } from "../components/now.js";
import { Section } from "../components/section.js";
import { h, html } from "../h.js";
import { formatTime, lang, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { Link } from "../router.js";
import { foremost, lessonsOn } from "../school/days.js";
import { professorNames } from "../school/lesson_event.js";
import { phaseOf } from "../school/lesson_when.js";
import { useWallClock } from "./wall_clock.js";

/**
 * @typedef {import("../school/shapes.js").Lesson} Lesson
 * @typedef {{ id: number, name: string, lessons: Lesson[] }} Followed
 */

/** Of so many the day is read at once; the others stand in the timetable. */
const MOST = 6;

export function LessonsOfStudents() {
  const { date } = useWallClock();
  const load = useLoad((signal) => read(date, signal), [date, lang.value]);
  return h(
    Section,
    {
      title: t("school.day.tutor"),
      card: true,
      tools: h(Button, { small: true, icon: "calendar", to: "/timetable" }, t("school.day.all")),
    },
    h(Loaded, {
      load,
      rows: 2,
      small: true,
      empty: h(Empty, { icon: "people", small: true, title: t("school.day.tutor_none"), text: t("school.day.tutor_none_text") }),
      children: (/** @type {Followed[]} */ students) => html`<ul class="followed" role="list">
        ${students.map((student) => h(StudentNow, { key: student.id, student }))}
      </ul>`,
    }),
  );
}

/** @param {string} date @param {AbortSignal} signal @returns {Promise<Followed[]>} */
async function read(date, signal) {
  const { results } = await get("/api/enrolments/", { on: date, page_size: 200 }, { signal });
  /** @type {Map<number, string>} */
  const students = new Map();
  for (const { student, student_name } of results) students.set(student, student_name);
  return Promise.all(
    [...students].slice(0, MOST).map(async ([id, name]) => {
      const { lessons } = await get("/api/timetable/", { week: weekOf(date), person: id }, { signal });
      return { id, name, lessons: lessonsOn(lessons, date) };
    }),
  );
}

/** @param {{ student: Followed }} props */
function StudentNow({ student }) {
  const now = useNow(undefined);
  const { id, name, lessons } = student;
  const lesson = foremost(lessons, now);
  const words = name.trim().split(/\s+/);
  return html`<li>
    ${h(
      Link,
      { to: `/timetable?person=${id}`, class: "followed-one" },
      h(Avatar, { user: { id, first_name: words[0], last_name: words.length > 1 ? words[words.length - 1] : "" } }),
      html`<span class="followed-words">
        <strong>${name}</strong>
        ${lesson
          ? html`<span class="followed-lesson">
              <span>${lesson.title}${lesson.room && ` · ${lesson.room.name}`}</span>
              <span class="soft small">${[whenOf(lesson, now), professorNames(lesson)].filter(Boolean).join(" · ")}</span>
            </span>`
          : html`<span class="soft small">${t(lessons.length > 0 ? "school.day.student_done" : "school.day.student_free")}</span>`}
      </span>`,
    )}
  </li>`;
}

/** @param {Lesson} lesson @param {number} now */
function whenOf(lesson, now) {
  if (phaseOf(lesson, now) === "now") return t("school.day.now", { time: formatTime(lesson.ends_at) });
  return t("school.day.next", { time: formatTime(lesson.starts_at) });
}
