// The lesson that runs, or the next one, with what is to be done now: check in, open the check-in, take the register.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Icon } from "../components/icon.js";
import { useNow } from "../components/now.js";
import { h, html } from "../h.js";
import { formatRelative, formatTime, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { Link } from "../router.js";
import { groupNames, hueOfModule, professorNames } from "../school/lesson_event.js";
import { phaseOf } from "../school/lesson_when.js";

/**
 * @typedef {import("../school/shapes.js").Lesson} Lesson
 * @typedef {{ lesson: number, decision: string | null, accepted: boolean | null }} OpenLesson  GET /api/check-ins/open/;
 *   `accepted`: what the professor said of it; null: nothing, which a green one does not need
 */

/** So long before it begins the wait is counted, and what comes is offered. */
const SOON = 30 * 60_000;

/** @param {{ lesson: Lesson, teaches: boolean }} props */
export function LessonNow({ lesson, teaches }) {
  const now = useNow(undefined);
  const phase = phaseOf(lesson, now);
  const isNear = phase === "now" || Date.parse(lesson.starts_at) - now < SOON;
  const where = [lesson.room?.name, teaches ? groupNames(lesson) : professorNames(lesson)].filter(Boolean).join(" · ");
  return html`<div class=${`lesson-now hue-${hueOfModule(lesson.module)}${phase === "now" ? " is-now" : ""}`}>
    <div class="lesson-now-words">
      <p class="lesson-now-when">${h(Icon, { name: "clock", size: 16 })}<span>${when(lesson, phase, now)}</span></p>
      <h3 class="lesson-now-title">${h(Link, { to: `/lessons/${lesson.id}` }, lesson.title)}</h3>
      ${where && html`<p class="soft">${where}</p>`}
    </div>
    ${isNear && (teaches ? h(ProfessorDeeds, { lesson, isOn: phase === "now" }) : h(StudentDeeds, { lesson, isOn: phase === "now" }))}
  </div>`;
}

/** @param {Lesson} lesson @param {"coming" | "now" | "over"} phase @param {number} now */
function when(lesson, phase, now) {
  if (phase === "now") return t("school.day.now", { time: formatTime(lesson.ends_at) });
  const next = t("school.day.next", { time: formatTime(lesson.starts_at) });
  const isNear = Date.parse(lesson.starts_at) - now < 2 * SOON;
  return isNear ? `${next} · ${formatRelative(lesson.starts_at, now)}` : next;
}

/** @param {{ lesson: Lesson, isOn: boolean }} props */
function ProfessorDeeds({ lesson, isOn }) {
  const { id, register } = lesson;
  const isTaken = register === "closed";
  return html`<div class="lesson-now-deeds">
    ${!isTaken && h(Button, { tone: isOn ? "quiet" : "primary", icon: "code", to: `/lessons/${id}/check-in` }, t("school.do.check_in_screen"))}
    ${isOn && h(Button, { tone: isTaken ? "quiet" : "primary", icon: "list", to: `/lessons/${id}/register` }, t(isTaken ? "school.do.see_register" : "school.do.register"))}
  </div>`;
}

/** Whether it is open is asked; without an answer the page of the check-in says it. @param {{ lesson: Lesson, isOn: boolean }} props */
function StudentDeeds({ lesson, isOn }) {
  const { data, error } = useLoad(
    async (signal) => /** @type {OpenLesson[]} */ ((await get("/api/check-ins/open/", undefined, { signal })).results),
    [lesson.id, Math.floor(useNow(undefined) / 60_000)],
  );
  const open = data?.find((one) => one.lesson === lesson.id);
  if (open?.decision && (open.accepted ?? open.decision === "green")) return html`<p class="lesson-now-state is-good">${h(Icon, { name: "good", size: 20 })}<span>${t("school.day.checked_in")}</span></p>`;
  if (open?.decision && open.accepted === null) return html`<p class="lesson-now-state">${h(Icon, { name: "hourglass", size: 20 })}<span>${t("school.day.waiting")}</span></p>`;
  if (!open && !isOn && !error) return null;
  return html`<div class="lesson-now-deeds">
    ${open && html`<p class="small">${t("school.day.open")}</p>`}
    ${h(Button, { tone: open ? "primary" : "quiet", icon: "check", to: "/check-in" }, t("school.do.check_in"))}
  </div>`;
}
