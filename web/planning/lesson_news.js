// What is otherwise than planned: cancelled, moved, given by somebody else, planned in spite of a clash.

import { Notice } from "../components/notice.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { capital, instantInWords } from "../school/lesson_when.js";

/** @param {{ lesson: import("./shapes.js").Lesson }} props */
export function LessonNews({ lesson }) {
  const { status, reason, planned_starts_at, clash_reason, professors } = lesson;
  const isCancelled = status === "cancelled";
  const isMoved = !isCancelled && planned_starts_at !== null;
  const isSubstituted = professors.some(({ substitutes }) => substitutes !== null);
  const said = reason && html`<span class="lesson-said">${reason}</span>`;
  return html`<div class="lesson-news">
    ${isCancelled && h(Notice, { tone: "wrong", title: t("planning.news.cancelled") }, said)}
    ${isMoved && h(Notice, { tone: "info", title: capital(t("planning.news.moved", { when: instantInWords(planned_starts_at ?? "") })) }, said)}
    ${!isCancelled && !isMoved && isSubstituted && h(Notice, { tone: "info", title: t("planning.news.substituted") }, said)}
    ${clash_reason && !isCancelled && h(Notice, { tone: "warning", title: t("planning.news.clash") }, html`<span class="lesson-said">${clash_reason}</span>`)}
  </div>`;
}
