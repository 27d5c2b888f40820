// What the API says of figures, and of this moment.

/**
 * @typedef {"student" | "group" | "module" | "professor" | "weekday" | "week"} By
 * @typedef {{ planned: number, present: number, late: number, absent: number, excused: number, justified: number,
 *   left_early: number, remote: number }} Figures
 *   `planned`: seats of lessons that were not cancelled; the others of those whose register is closed
 */

/**
 * @typedef {Figures & { key: number | string, name: string, rate: number | null, minutes_planned: number, minutes_given: number }} FigureRow
 *   `rate`: percent; null where no register knows; `key`: an id, 1 (Monday) to 7, or "2026-W48"
 */
/**
 * @typedef {Figures & { rate: number | null, minutes_planned: number, minutes_given: number }} FigureTotal
 *   of all rows: what stands in several of them counts once
 * @typedef {{ by: By, from: string, to: string, rows: FigureRow[], total: FigureTotal, limit_percent: number }} FiguresBody
 *   `limit_percent`: under this rate a student is shown and mailed
 */

/**
 * @typedef {Figures & { id: number, module: number, module_name: string, title: string, starts_at: string, ends_at: string,
 *   room: string | null, professors: string[], status: import("../school/shapes.js").LessonStatus,
 *   register: import("../school/shapes.js").RegisterState, rate: number | null }} LessonRow
 */
/** @typedef {import("../types/session.js").ListOf<LessonRow>} LessonRows */

/**
 * @typedef {{ id: number, title: string, starts_at: string, ends_at: string, room: string | null, professors: string[],
 *   groups?: string[], register: import("../school/shapes.js").RegisterState, reminded_at?: string | null }} NowLesson
 *   `reminded_at`: when its professors were last told that the register is missing
 * @typedef {{ student: number, student_name: string, lesson: number, absence: number | null,
 *   absence_status: import("../absences/shapes.js").AbsenceStatus | null }} NowAbsent
 * @typedef {{ at: string, lessons: NowLesson[], absent: NowAbsent[], registers_missing: NowLesson[] }} Now
 */

/** @typedef {{ id: number, name: string, starts_on: string, ends_on: string }} Span  a year or a term */

/** @typedef {{ id: number, name: string, parent: number | null, year: number, year_name: string }} Group */

/** What the figures can be told apart by. */
export const BYS = /** @type {const} */ (["student", "group", "module", "professor", "weekday", "week"]);
