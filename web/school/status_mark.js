import { Badge } from "../components/badge.js";
import { useNow } from "../components/now.js";
import { h } from "../h.js";
import { t } from "../i18n.js";
import { phaseOf } from "./lesson_when.js";

/**
 * @typedef {import("./shapes.js").Lesson} Lesson
 * @typedef {import("./shapes.js").AttendanceStatus} AttendanceStatus
 * @typedef {{ tone: import("../components/badge.js").BadgeTone, icon?: import("../components/icon_shapes.js").IconName }} Look
 */

/** @type {Record<AttendanceStatus, Look>} each has a drawing of its own, so that none is told by its colour alone */
export const ATTENDANCE_LOOKS = {
  present: { tone: "good", icon: "check" },
  absent: { tone: "wrong", icon: "cross" },
  late: { tone: "warning", icon: "clock" },
  excused: { tone: "info", icon: "note" },
  left_early: { tone: "warning", icon: "door" },
  remote: { tone: "good", icon: "laptop" },
};

export const ATTENDANCE_STATUSES = /** @type {AttendanceStatus[]} */ (Object.keys(ATTENDANCE_LOOKS));

/** How somebody was there. @param {{ status: AttendanceStatus, minutes?: number }} props `minutes`: late, or left early, by so many */
export function StatusMark({ status, minutes = 0 }) {
  return h(Badge, ATTENDANCE_LOOKS[status], attendanceInWords(status, minutes));
}

/** "En retard (10 min)" @param {AttendanceStatus} status @param {number} [minutes] */
export function attendanceInWords(status, minutes = 0) {
  const word = t(`school.status.${status}`);
  return minutes > 0 ? t("school.status_minutes", { status: word, minutes }) : word;
}

/** @typedef {"planned" | "now" | "over" | "held" | "cancelled" | "moved"} Standing */

/** @type {Record<Standing, Look>} */
const STANDING_LOOKS = {
  planned: { tone: "quiet" },
  now: { tone: "busy" },
  over: { tone: "quiet" },
  held: { tone: "good", icon: "check" },
  cancelled: { tone: "wrong", icon: "cross" },
  moved: { tone: "info", icon: "arrow_right" },
};

/**
 * What is under way is more than planned; whether it was moved matters until it begins.
 * @param {Pick<Lesson, "status" | "starts_at" | "ends_at">} lesson @param {number} [now] milliseconds
 * @returns {Standing}
 */
export function standingOf(lesson, now = Date.now()) {
  if (lesson.status === "held" || lesson.status === "cancelled") return lesson.status;
  const phase = phaseOf(lesson, now);
  if (phase !== "coming") return phase;
  return lesson.status;
}

/** How a lesson stands, in one or two words. @param {{ lesson: Pick<Lesson, "status" | "starts_at" | "ends_at"> }} props */
export function LessonBadge({ lesson }) {
  const name = standingOf(lesson, useNow(undefined));
  return h(Badge, STANDING_LOOKS[name], t(`school.lesson_status.${name}`));
}

/** @type {Record<import("./shapes.js").RegisterState, Look>} */
const REGISTER_LOOKS = {
  not_taken: { tone: "warning", icon: "list" },
  open: { tone: "busy" },
  closed: { tone: "good", icon: "check" },
};

/** How far the register of a lesson is. @param {{ state: import("./shapes.js").RegisterState }} props */
export function RegisterBadge({ state }) {
  return h(Badge, REGISTER_LOOKS[state], t(`school.register_state.${state}`));
}
