// What the API says of series, of clashes, and of what a form chooses from.

/**
 * @typedef {import("../school/shapes.js").Lesson} Lesson
 * @typedef {import("../school/shapes.js").IdName} IdName
 * @typedef {import("../school/shapes.js").LessonModule} LessonModule
 */

/**
 * @typedef {object} Series
 * @property {number} id
 * @property {LessonModule} module
 * @property {string} title its own, else the subject's name
 * @property {number} weekday 1 Monday to 7 Sunday
 * @property {string} from_time
 * @property {string} to_time
 * @property {number} every_weeks
 * @property {string} first_day
 * @property {string} last_day counts
 * @property {IdName | null} room
 * @property {IdName[]} professors
 * @property {IdName[]} groups
 * @property {number} row_version
 */

/**
 * @typedef {{ day: string, kind: "cancelled" | "changed", lesson: number | null }} Exception
 * @typedef {Series & { exceptions: Exception[], skipped: string[], end_reason?: string }} SeriesDetail
 *   `skipped`: days left out by the write that is answered, because the place is closed; `end_reason`: why it
 *   ended before its time
 */

/**
 * @typedef {"room" | "professor" | "group" | "student"} ClashKind
 * @typedef {{ kind: ClashKind, with: number, name: string | null, from: string, to: string,
 *   lesson: { id: number, title: string } | null }} Clash  `lesson`: by which one; null: by something of their own
 * @typedef {{ starts_at: string, ends_at: string, room: IdName | null, minutes: number, other_day: boolean,
 *   other_room: boolean, students_busy: number }} Alternative  `minutes`: later than wanted, or earlier
 * @typedef {{ clashes: Clash[], alternatives: Alternative[], acceptable: boolean }} Check
 * @typedef {"closed_day" | "holiday" | "exception"} Skipped
 * @typedef {Check & { lessons: { date: string, starts_at: string, ends_at: string, skipped: Skipped | null }[] }} SeriesPreview
 *   `skipped`: why there is no lesson on that day
 */

/**
 * @typedef {{ id: number, name: string, site: number, site_name: string, capacity: number | null, is_active: boolean }} Room
 * @typedef {{ id: number, name: string, parent: number | null, parent_name: string | null, programme_name: string | null,
 *   year: number, year_name: string }} Group
 * @typedef {{ id: number, name: string, year_name: string, starts_on: string, ends_on: string }} Term
 * @typedef {{ site: number | null, first_day: string, last_day: string, name: string }} ClosedDay
 * @typedef {{ date: string, name: string, is_closed: boolean }} Holiday
 */

/**
 * @typedef {{ field: string, from: any, to: any }} FieldChange  as the field of a lesson; what it refers to as `{ id, name }`
 * @typedef {{ at: string, actor: IdName | null, kind: string, changes: FieldChange[], reason: string }} LessonEvent
 *   `kind`: created, moved, changed, cancelled or substituted
 */

/**
 * The register, as far as a lesson's page shows it.
 * @typedef {{ student: number, name: string, expected: boolean, minutes: number, announced: boolean,
 *   status: import("../school/shapes.js").AttendanceStatus | null, claim?: Claim | null }} Mark
 * @typedef {import("../school/shapes.js").Claim} Claim
 * @typedef {{ at: string, what: string, reason: string, actor_name?: string | null }} RegisterEvent
 * @typedef {{ state: import("../school/shapes.js").RegisterState, head_count: number | null, marks: Mark[],
 *   events: RegisterEvent[], check_in?: import("../school/shapes.js").CheckInSum | null }} Register
 */

export {};
