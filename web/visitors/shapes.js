// What the API says of visitors.

/**
 * @typedef {"self" | "guardian"} GivenBy
 * @typedef {{ given_at: string, given_by: GivenBy, guardian_name: string, text_version: string, recorded_by_name: string | null,
 *   is_current: boolean }} Consent
 * @typedef {{ id: number, text_version: string, given_at: string, given_by: GivenBy, guardian_name: string,
 *   recorded_by_name: string | null, withdrawn_at: string | null }} PastConsent
 * @typedef {{ version: string, body_fr: string, body_en: string, published_at: string }} ConsentText
 */
/**
 * @typedef {object} VisitorFigures
 * @property {number} sessions_count
 * @property {number} used_seconds
 * @property {string | null} last_visit_at
 * @property {number} used_seconds_today
 * @property {number | null} minutes_left_today null: no limit
 * @property {number} minutes_per_session 0: no limit
 */
/**
 * @typedef {object} Visitor
 * @property {number} id
 * @property {number} user
 * @property {string} first_name
 * @property {string} last_name
 * @property {string | null} email
 * @property {string} phone
 * @property {string | null} birth_date
 * @property {number | null} age
 * @property {string | null} photo
 * @property {number | null} category
 * @property {string | null} category_name
 * @property {Consent | null} consent
 * @property {boolean} needs_guardian
 * @property {string} notes
 * @property {{ until: string, reason: string } | null} legal_hold
 * @property {VisitorFigures} statistics
 * @property {number | null} open_session
 * @property {string} created_at
 * @property {number | null} created_by
 * @property {string | null} created_by_name
 * @property {number} row_version
 */
/**
 * Somebody who may be the one who stands at the desk.
 * @typedef {object} Candidate
 * @property {number | null} visitor null: a person of the place who is no visitor yet
 * @property {number} user
 * @property {string} first_name
 * @property {string} last_name
 * @property {string | null} birth_date
 * @property {number | null} age
 * @property {string | null} photo
 * @property {string | null} email
 * @property {string | null} last_visit_at
 * @property {"same" | "likely" | "possible"} likeness
 * @property {("name" | "birth_date" | "email" | "phone")[]} reasons
 */
/**
 * @typedef {{ id: number, name: string, minutes_per_day: number, minutes_per_session: number, is_default: boolean,
 *   visitors_count: number, row_version: number }} Category  0 minutes: no limit
 */
/**
 * @typedef {object} VisitSession
 * @property {number} id
 * @property {string | null} workstation_name
 * @property {string | null} operator_name
 * @property {"waiting" | "active" | "suspended" | "ended" | "expired"} status
 * @property {number} duration_seconds
 * @property {number} elapsed_seconds
 * @property {number} remaining_seconds
 * @property {string} created_at
 * @property {string | null} started_at
 * @property {string | null} ends_at
 * @property {string | null} ended_at
 */
/**
 * @template T
 * @typedef {{ count: number | null, next: string | null, previous: string | null, results: T[] }} ListOf
 */

export {};
