// What this area reads and passes on.

/**
 * @typedef {import("../school/shapes.js").Lesson} Lesson
 * @typedef {{ week: string, first_day: string, last_day: string, lessons: Lesson[] }} WeekOfLessons  GET /api/timetable/
 * @typedef {{ id: number, first_day: string, last_day: string, name: string }} ClosedDay
 * @typedef {{ student: number, student_name: string, group: number, group_name: string }} Enrolment
 * @typedef {{ id: number, year_name: string, programme_name: string | null, parent: number | null, parent_name: string | null,
 *   name: string }} Group
 * @typedef {{ id: number, name: string, site_name: string, capacity: number | null }} Room
 * @typedef {{ id: number, first_name: string, last_name: string, kind: "student" | "professor", detail?: string }} SchoolPerson
 *   GET /api/school/people/
 */

/**
 * Whose week it is; "mine" for one's own.
 * @typedef {{ kind: "mine" } | { kind: "person" | "group" | "room", id: number }} Whose
 */

/**
 * What can be chosen.
 * @typedef {{ kind: "person" | "group" | "room", id: number, name: string, note: string, isProfessor?: boolean }} Choice
 */

export {};
