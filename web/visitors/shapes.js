// What the API says of visitors.

/**
 * @typedef {"self" | "guardian"} GivenBy
 * @typedef {{ given_at: string, given_by: GivenBy, guardian_name: string, text_version: string, recorded_by_name: string | null,
 *   is_current: boolean }} Consent
 * @typedef {{ id: number, text_version: string, given_at: string, given_by: GivenBy, guardian_name: string,
 *   recorded_by_name: string | null, withdrawn_at: string | null }} PastConsent  withdrawn_at: or another took its place
 * @typedef {{ id: number, version: string, body_fr: string, body_en: string, published_at: string | null, is_current: boolean,
 *   consents_count: number, row_version: number }} ConsentText  published_at null: a draft
 * @typedef {{ id: number, visitor: number, visitor_name: string, given_at: string, given_by: GivenBy, guardian_name: string,
 *   recorded_by_name: string | null, withdrawn_at: string | null }} ConsentToText  withdrawn_at: or another took its place
 * @typedef {{ sessions_count: number, used_seconds: number, last_visit_at: string | null }} VisitorFigures
 * @typedef {{ minutes_taken: number, minutes_left: number | null, minutes_per_day: number | null,
 *   minutes_per_session: number | null }} VisitorDay  null: no limit
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
 * @property {{ until: string, reason: string, is_active: boolean } | null} legal_hold
 * @property {VisitorFigures} statistics
 * @property {VisitorDay} day
 * @property {number | null} open_session
 * @property {boolean} has_login then name, date and picture are theirs to change
 * @property {string} created_at
 * @property {number | null} created_by
 * @property {string | null} created_by_name
 * @property {number} row_version
 */
/**
 * Somebody who may be the one who stands at the desk.
 * @typedef {object} Candidate
 * @property {number | null} visitor null: a person of the place who is none yet
 * @property {number} user
 * @property {string} first_name
 * @property {string} last_name
 * @property {string | null} birth_date
 * @property {number | null} age
 * @property {string | null} photo
 * @property {string | null} last_visit_at
 * @property {"likely" | "possible"} likeness
 * @property {("name" | "birth_date" | "email" | "phone")[]} reasons in what they agree with what was asked
 */
/**
 * @typedef {{ id: number, name: string, minutes_per_day: number, minutes_per_session: number, is_default: boolean,
 *   visitors_count: number, row_version: number }} Category  0 minutes: no limit
 */
/**
 * @template T
 * @typedef {{ count: number | null, next: string | null, previous: string | null, results: T[] }} ListOf
 */

export {};
