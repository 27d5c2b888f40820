// What the API says of check-ins.

/**
 * @typedef {import("../school/shapes.js").AttendanceStatus} Status
 * @typedef {import("../school/shapes.js").Lesson} Lesson
 * @typedef {"code" | "proof"} Mode
 * @typedef {{ opens_at: string, closes_at: string, mode: Mode }} CheckInWindow
 * @typedef {{ code: string, valid_until: string, qr: string, mode: Mode, closes_at: string, now: string }} ShownCode
 * @typedef {{ code: string, points: number }} Reason
 */

/**
 * @typedef {object} LiveStudent
 * @property {number} student the id of the person
 * @property {string} name
 * @property {"in" | "doubtful" | "refused" | "not_yet"} state
 * @property {Status | null} status
 * @property {number} minutes
 * @property {string | null} checked_in_at
 * @property {boolean} by_phone
 * @property {"green" | "amber" | "red" | null} decision
 * @property {boolean | null} accepted
 * @property {number} score
 * @property {Reason[]} reasons
 * @property {boolean} announced
 * @property {number} row_version
 */

/**
 * @typedef {object} Live
 * @property {number} lesson
 * @property {import("../school/shapes.js").RegisterState} state
 * @property {CheckInWindow | null} window
 * @property {{ expected: number, in: number, doubtful: number, refused: number, not_yet: number }} counts
 * @property {number | null} head_count
 * @property {number | null} difference `head_count` less those who are in the room
 * @property {{ student: number, name: string }[]} look_at
 * @property {LiveStudent[]} students
 * @property {number} row_version
 */

/**
 * @typedef {Live & { type: "list", n: number }} ListMessage
 * @typedef {Live & { type: "changes", n: number, gone: number[] }} ChangesMessage `students`: only those who have changed
 * @typedef {{ type: "refused", code: string, n: number }} RefusedMessage
 * @typedef {ListMessage | ChangesMessage | RefusedMessage} LiveMessage
 */

/**
 * @typedef {object} OpenLesson
 * @property {number} lesson
 * @property {string} module_name
 * @property {string} title
 * @property {string} starts_at
 * @property {string} ends_at
 * @property {Mode} mode
 * @property {string} closes_at
 * @property {"green" | "amber" | null} decision
 * @property {boolean | null} accepted
 *
 * @typedef {{ status: "present" | "late" | null, minutes: number, decision: "green" | "amber", accepted: boolean | null }} Done
 *   `status` null: known from an earlier visit, without its words
 */

export {};
