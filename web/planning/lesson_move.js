// Moving a lesson in the week: what stands against it is said before it is let go, and it is asked for once it was.
// For the timetable; keys of the area `school` only.

import { h, useEffect, useRef, useState } from "../h.js";
import { t } from "../i18n.js";
import { hasRight, profile } from "../session.js";
import { plansEverything } from "./choices.js";
import { clashInBrief } from "./clash_words.js";
import { checkLesson } from "./lesson_check.js";
import { MoveDialog } from "./move_dialog.js";

/**
 * @typedef {import("./shapes.js").Lesson} Lesson
 * @typedef {import("../components/calendar_layout.js").CalendarEvent} CalendarEvent
 * @typedef {import("../components/week_calendar.js").WeekCalendarProps} WeekCalendarProps
 */

/** Shorter than this nobody rests anywhere with the mouse. */
const REST = 140;

/**
 * @param {{ lessons: readonly Lesson[], onMoved: (lesson: Lesson) => void, onChanged?: () => void }} given
 *   `onChanged`: somebody else was faster, so that the week is to be read again
 * @returns {{ canMove: (lesson: Lesson) => boolean, checkMove: NonNullable<WeekCalendarProps["checkMove"]>,
 *   onMove: NonNullable<WeekCalendarProps["onMove"]>, dialog: import("../h.js").VNode | null }}
 *   `canMove` goes to `lessonEvent`; the page shows `dialog`
 */
export function useLessonMove({ lessons, onMoved, onChanged }) {
  const [drop, setDrop] = useState(/** @type {{ lesson: Lesson, startsAt: string } | null} */ (null));
  const { ask } = useAsked(lessons);
  /** @param {CalendarEvent} event */
  const find = (event) => lessons.find(({ id }) => id === event.id);
  /** @type {NonNullable<WeekCalendarProps["checkMove"]>} */
  const checkMove = (event, { startsAt }) => {
    const lesson = find(event);
    return lesson ? ask(lesson.id, startsAt) : null;
  };
  /** @type {NonNullable<WeekCalendarProps["onMove"]>} */
  const onMove = (event, { startsAt }) => {
    const lesson = find(event);
    if (lesson) setDrop({ lesson, startsAt });
  };
  const close = () => setDrop(null);
  const dialog = drop && h(MoveDialog, {
    key: `${drop.lesson.id} ${drop.startsAt}`,
    lesson: drop.lesson,
    startsAt: drop.startsAt,
    onClose: close,
    onMoved: (lesson) => {
      close();
      onMoved(lesson);
    },
    onChanged,
  });
  return { canMove, checkMove, onMove, dialog };
}

/** The answers are kept as long as the week is as it was. @param {readonly Lesson[]} lessons */
function useAsked(lessons) {
  const known = useRef(/** @type {Map<string, Promise<string | null>>} */ (new Map()));
  const last = useRef("");
  useEffect(() => {
    known.current = new Map();
  }, [lessons]);
  /** @param {number} lesson @param {string} startsAt @returns {Promise<string | null>} */
  const ask = async (lesson, startsAt) => {
    const key = `${lesson} ${startsAt}`;
    last.current = key;
    const before = known.current.get(key);
    if (before) return before;
    await new Promise((resolve) => setTimeout(resolve, REST));
    // It has been drawn on since: that answer would not be shown.
    if (last.current !== key) return null;
    const answer = checkLesson({ lesson, starts_at: startsAt }).then(({ clashes }) => clashInBrief(clashes));
    known.current.set(key, answer);
    answer.catch(() => known.current.delete(key));
    return answer;
  };
  return { ask };
}

/** Whether it is the reader's to move, and can still be. @param {Lesson} lesson */
export function canMove(lesson) {
  return mayPlan(lesson) && lesson.status !== "cancelled" && lesson.register === "not_taken";
}

/** A professor plans what they give and what is of their subjects. @param {{ module: { id: number }, professors: readonly { id: number }[] }} lesson */
export function mayPlan({ module, professors }) {
  const user = profile.value?.user;
  if (!user || !hasRight("school.plan")) return false;
  return plansEverything() || professors.some(({ id }) => id === user.id) || Boolean(user.modules?.includes(module.id));
}

/** Why it cannot be changed any more, or null. @param {Lesson} lesson */
export function whyFixed({ status, register }) {
  if (status === "cancelled") return t("school.move.is_cancelled");
  return register === "not_taken" ? null : t("school.move.register_taken");
}
