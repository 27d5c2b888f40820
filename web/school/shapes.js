// What the API says of lessons, wherever they are shown.

/**
 * @typedef {{ id: number, name: string }} IdName
 * @typedef {{ id: number, code: string, name: string }} LessonModule
 * @typedef {{ id: number, name: string, substitutes: number | null, substitutes_name?: string | null }} LessonProfessor  `substitutes`: whom they stand in for
 * @typedef {"planned" | "held" | "cancelled" | "moved"} LessonStatus
 * @typedef {"not_taken" | "open" | "closed"} RegisterState
 * @typedef {"present" | "absent" | "late" | "excused" | "left_early" | "remote"} AttendanceStatus
 */

/**
 * @typedef {object} Lesson
 * @property {number} id
 * @property {number | null} series of which it is one
 * @property {LessonModule} module
 * @property {string} title its own, else the subject's name
 * @property {string} starts_at
 * @property {string} ends_at
 * @property {string | null} planned_starts_at where it stood before it was first moved
 * @property {string} day the place's
 * @property {IdName | null} room
 * @property {LessonProfessor[]} professors
 * @property {IdName[]} groups
 * @property {LessonStatus} status
 * @property {string} reason why it was cancelled, moved or given to somebody else
 * @property {string} clash_reason why a clash was accepted; empty: none was
 * @property {RegisterState} register
 * @property {boolean} [is_mine] false: it only says what is taken by it; there is no page behind its id
 * @property {number} row_version
 */

/**
 * What a student claimed by checking in, and what became of it.
 * @typedef {{ at: string, decision: "green" | "amber" | "red" | "refused" | "accepted" }} Claim
 *
 * The check-in of a lesson as a whole; `closed_at` null: it is open; `count`: who checked in by themselves.
 * @typedef {{ opened_at: string, closed_at: string | null, mode: "code" | "proof", count: number }} CheckInSum
 */

export {};
