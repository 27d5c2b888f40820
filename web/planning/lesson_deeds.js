// What can be done with a lesson now, by whoever looks at it.

import { Button } from "../components/button.js";
import { useNow } from "../components/now.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { dateAt, phaseOf } from "../school/lesson_when.js";
import { hasRight } from "../session.js";
import { canMove, mayPlan, whyFixed } from "./lesson_move.js";

/**
 * @typedef {import("./shapes.js").Lesson} Lesson
 * @typedef {"move" | "change" | "substitute" | "cancel"} Deed
 */

/**
 * What the day asks for: the register, the check-in.
 * @param {{ lesson: Lesson, register: import("./shapes.js").Register | null }} props `register`: null to who takes none
 */
export function TodayDeeds({ lesson, register }) {
  const now = useNow(undefined);
  const phase = phaseOf(lesson, now);
  const isToday = dateAt(lesson.starts_at) === dateAt(now);
  if (lesson.status === "cancelled") return null;
  if (register) {
    const isOpen = register.check_in?.closed_at === null;
    const isDue = isToday || phase === "over";
    if (!isDue) return html`<p class="soft small lesson-today">${t("planning.deed.register_later")}</p>`;
    return html`<div class="lesson-deeds lesson-today">
      ${h(Button, { tone: "primary", icon: "list", wide: true, to: `/lessons/${lesson.id}/register` }, registerDeed(lesson))}
      ${isToday && phase !== "over" && lesson.register !== "closed" && h(Button, { icon: "mobile", wide: true, to: `/lessons/${lesson.id}/check-in` }, t(isOpen ? "planning.deed.see_check_in" : "planning.deed.check_in"))}
    </div>`;
  }
  if (!hasRight("school.attend") || phase !== "now") return null;
  return html`<div class="lesson-deeds lesson-today">${h(Button, { tone: "primary", icon: "check", wide: true, to: "/check-in" }, t("planning.deed.check_me_in"))}</div>`;
}

/** What the plan allows. @param {{ lesson: Lesson, onDeed: (deed: Deed) => void }} props */
export function PlanDeeds({ lesson, onDeed }) {
  if (!mayPlan(lesson)) return null;
  const again = h(Button, { tone: "plain", icon: "copy", wide: true, to: `/timetable/new?lesson=${lesson.id}` }, t("planning.deed.again"));
  if (!canMove(lesson)) return html`<div class="lesson-deeds"><p class="soft small">${whyFixed(lesson)}</p>${again}</div>`;
  return html`<div class="lesson-deeds">
    ${h(Button, { icon: "calendar", wide: true, onClick: () => onDeed("move") }, t("planning.deed.move"))}
    ${lesson.professors.length > 0 && h(Button, { icon: "person", wide: true, onClick: () => onDeed("substitute") }, t("planning.deed.substitute"))}
    ${h(Button, { icon: "edit", wide: true, onClick: () => onDeed("change") }, t("planning.deed.change"))}
    ${again}
    ${h(Button, { tone: "plain", icon: "cross", wide: true, onClick: () => onDeed("cancel") }, t("planning.deed.cancel"))}
    ${lesson.series !== null && html`<p class="soft small">${t("planning.deed.of_series")}</p>`}
  </div>`;
}

/** @param {Lesson} lesson */
function registerDeed({ register }) {
  if (register === "closed") return t("planning.deed.see_register");
  return t(register === "open" ? "planning.deed.go_on" : "planning.deed.register");
}
