import { Button } from "../components/button.js";
import { useNow } from "../components/now.js";
import { h, html } from "../h.js";
import { formatTime, t } from "../i18n.js";
import { Link } from "../router.js";
import { groupNames, professorNames } from "../school/lesson_event.js";
import { phaseOf } from "../school/lesson_when.js";
import { LessonBadge } from "../school/status_mark.js";

/**
 * One lesson of the day, with its register to be taken once it has begun.
 * @param {{ lesson: import("../school/shapes.js").Lesson, teaches: boolean }} props
 */
export function LessonRow({ lesson, teaches }) {
  const phase = phaseOf(lesson, useNow(undefined));
  const isCancelled = lesson.status === "cancelled";
  const toTake = teaches && !isCancelled && phase !== "coming" && lesson.register !== "closed";
  const hasBadge = !toTake && lesson.status !== "planned" && !(lesson.status === "moved" && phase !== "coming");
  const where = [lesson.room?.name, teaches ? groupNames(lesson) : professorNames(lesson)].filter(Boolean).join(" · ");
  const look = ["day-lesson", phase === "over" && "is-past", isCancelled && "is-cancelled"];
  return html`<li class=${look.filter(Boolean).join(" ")}>
    <p class="day-lesson-time figures"><strong>${formatTime(lesson.starts_at)}</strong><span class="soft small">${formatTime(lesson.ends_at)}</span></p>
    <div class="day-lesson-words">
      <p class="day-lesson-title">${h(Link, { to: `/lessons/${lesson.id}` }, lesson.title)}</p>
      ${where && html`<p class="soft small">${where}</p>`}
      ${lesson.reason && html`<p class="small">${lesson.reason}</p>`}
    </div>
    <div class="day-lesson-tools">
      ${toTake && h(Button, { small: true, icon: "list", to: `/lessons/${lesson.id}/register` }, t("school.do.register"))}
      ${hasBadge && h(LessonBadge, { lesson })}
    </div>
  </li>`;
}
