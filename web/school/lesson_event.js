// A lesson as the calendar draws it.

/**
 * @typedef {import("./shapes.js").Lesson} Lesson
 * @typedef {import("../components/calendar_layout.js").CalendarEvent} CalendarEvent
 * @typedef {NonNullable<CalendarEvent["hue"]>} Hue
 */

const HUES = 8;

/** A subject has the same colour wherever it is seen. @param {{ id: number }} module @returns {Hue} */
export function hueOfModule({ id }) {
  return /** @type {Hue} */ (((id - 1) % HUES) + 1);
}

/** @param {Lesson} lesson */
export const professorNames = ({ professors }) => professors.map(({ name }) => name).join(", ");

/** @param {Lesson} lesson */
export const groupNames = ({ groups }) => groups.map(({ name }) => name).join(", ");

/**
 * @param {Lesson} lesson
 * @param {{ names?: "professors" | "groups" | "both", canMove?: (lesson: Lesson) => boolean, hasRoom?: boolean }} [shown]
 *   `names`: who is named beside the room: students want to know who gives it, professors for whom;
 *   `hasRoom`: false where every lesson is in the same one
 * @returns {CalendarEvent}
 */
export function lessonEvent(lesson, { names = "professors", canMove, hasRoom = true } = {}) {
  const people = { professors: professorNames, groups: groupNames, both: bothNames }[names](lesson);
  return {
    id: lesson.id,
    title: lesson.title,
    startsAt: lesson.starts_at,
    endsAt: lesson.ends_at,
    kind: "lesson",
    hue: hueOfModule(lesson.module),
    status: lesson.status,
    place: hasRoom ? lesson.room?.name : undefined,
    people: people || undefined,
    note: lesson.reason || undefined,
    isFixed: !canMove?.(lesson),
  };
}

/** @param {Lesson} lesson */
function bothNames(lesson) {
  return [professorNames(lesson), groupNames(lesson)].filter(Boolean).join(" · ");
}
