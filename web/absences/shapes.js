// What the API says of absences.

/**
 * @typedef {"declared" | "justified" | "accepted" | "refused" | "withdrawn"} AbsenceStatus
 * @typedef {"declared" | "found"} Origin  declared ahead, or found by a register
 */

/**
 * @typedef {object} Absence
 * @property {number} id
 * @property {number} student id of the person
 * @property {string} student_name
 * @property {string} from
 * @property {string} to
 * @property {Origin} origin
 * @property {AbsenceStatus} status
 * @property {string} reason
 * @property {string | null} deadline until when it can be justified
 * @property {string} decision_reason
 * @property {string | null} decided_by
 * @property {string | null} decided_at
 * @property {number} documents
 * @property {number} lessons that it covers, as registers know
 * @property {boolean} can_justify now, by the asker
 * @property {boolean} can_decide by the asker
 * @property {boolean} can_withdraw who asks has declared it, and nobody has decided
 * @property {string | null} withdrawn_at
 * @property {string} created_at
 * @property {number} row_version
 */

/** @typedef {{ id: number, name: string, content_type: string, size: number, url: string, created_at: string }} AbsenceDocument */
/**
 * @typedef {{ id: number, title: string, starts_at: string, ends_at: string,
 *   status: import("../school/shapes.js").AttendanceStatus | null }} CoveredLesson
 */
/** @typedef {Absence & { document_list: AbsenceDocument[], lesson_list: CoveredLesson[] }} WholeAbsence */

/**
 * @typedef {{ student: number, student_name: string, kind: "absences" | "presence", value: number | null, limit: number,
 *   holds: boolean, told_at: string }} Alert  `holds`: marks may have been corrected since
 */
/** @typedef {{ month: string, results: Alert[] }} Alerts */

/** @typedef {import("../types/session.js").ListOf<Absence> & { counts?: Record<AbsenceStatus, number | null> }} Absences  `counts`: null beyond 10 000 */

export const STATUSES = /** @type {const} */ (["justified", "declared", "accepted", "refused", "withdrawn"]);

/** Files of one absence, and bytes of one file. */
export const MOST_DOCUMENTS = 5;
export const MOST_BYTES = 10 * 1024 * 1024;
export const ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf";
export const LONGEST_REASON = 2_000;
