// What the API says of registers, and what a device keeps of one that it has not sent yet.

/**
 * @typedef {import("../school/shapes.js").AttendanceStatus} Status
 * @typedef {import("../school/shapes.js").RegisterState} RegisterState
 * @typedef {import("../school/shapes.js").Lesson} Lesson
 * @typedef {"student" | "professor" | "office"} Voice
 */

/**
 * @typedef {object} Mark
 * @property {number} student the id of the person
 * @property {string} name
 * @property {boolean} expected enrolled on that day; false: only the mark remains
 * @property {Status | null} status what holds; null: nothing yet
 * @property {number} minutes
 * @property {number} minutes_late
 * @property {number} minutes_left
 * @property {Voice | null} source whose word holds
 * @property {{ student: Status | null, confirmed: boolean, professor: Status | null, office: Status | null }} voices
 * @property {string} note
 * @property {import("../school/shapes.js").Claim | null} [claim] null: they did not check in
 * @property {number | null} absence
 * @property {boolean} announced an absence was declared ahead
 * @property {number} row_version 0: there is no mark yet
 */

/**
 * @typedef {{ at: string, actor: number | null, actor_name: string, what: "opened" | "closed" | "reopened", reason: string }} RegisterEvent
 *
 * @typedef {{ status: Status | null, minutes_late: number, minutes_left: number, note: string, source: Voice | null, row_version: number }} Theirs
 * @typedef {{ student: number | null, reason: "changed" | "office_holds" | "not_expected" | "head_count", yours: any, theirs: any }} Conflict
 *   `student` null: the head count
 */

/**
 * @typedef {object} Register
 * @property {number} lesson
 * @property {RegisterState} state
 * @property {number | null} head_count
 * @property {Mark[]} marks
 * @property {Conflict[]} conflicts
 * @property {string | null} closed_at
 * @property {import("../school/shapes.js").CheckInSum | null} [check_in] null: there was none
 * @property {RegisterEvent[]} events
 * @property {number} row_version
 */

/**
 * @typedef {object} HistoryRow
 * @property {number} id
 * @property {string} at
 * @property {number} student
 * @property {string} actor_name
 * @property {Voice} voice
 * @property {Status | null} old
 * @property {Status | null} new
 * @property {number} minutes_late
 * @property {number} minutes_left
 * @property {string} note
 * @property {string} reason
 */

/**
 * @typedef {object} Missing
 * @property {number} id
 * @property {number} module
 * @property {string} module_name
 * @property {string} title
 * @property {string} starts_at
 * @property {string} ends_at
 * @property {"not_taken" | "open"} state
 * @property {string} professors
 * @property {string} groups
 * @property {string | null} reminded_at
 */

/**
 * @typedef {object} Change what was said here of a student and has not been sent
 * @property {Status | null} status
 * @property {number} late
 * @property {number} left
 * @property {string | undefined} [note] left out: as it is
 * @property {number} base the version of the mark that it was made from
 * @property {number} at when, in milliseconds
 * @property {boolean} [isAssumed] taken for granted at the closing, so that anybody else's word goes before it
 *
 * @typedef {{ mine: Change, theirs: Theirs }} Clash  somebody else was faster
 *
 * @typedef {{ code: string, message: string, students?: number[] }} Refused  what was sent could not be written
 *
 * @typedef {object} Draft
 * @property {number} lesson
 * @property {number} owner
 * @property {Register | null} known as the server last told it
 * @property {Lesson | null} about
 * @property {Record<string, Change>} changes by student
 * @property {Record<string, Clash>} clashes by student
 * @property {{ student: number, theirs: Theirs }[]} overruled written, but the office says otherwise
 * @property {string[]} strangers names of those who are not on the list any more
 * @property {{ count: number | null } | null} heads counted and not sent
 * @property {boolean} isClosing to be closed as soon as all is sent
 * @property {Refused | null} refused
 * @property {number} at when it was last changed, in milliseconds
 */

export {};
