// What the API says of seats and sessions.

/** As a seat is shown; what an operator sets is any of them but `reserved`. */
export const SEAT_STATUSES = /** @type {const} */ (["available", "in_use", "reserved", "maintenance", "offline"]);
export const SESSION_STATUSES = /** @type {const} */ (["waiting", "active", "suspended", "ended", "expired"]);

/**
 * @typedef {(typeof SEAT_STATUSES)[number]} SeatStatus
 * @typedef {(typeof SESSION_STATUSES)[number]} SessionStatus
 * @typedef {"time_up" | "closing" | "code_unused" | "not_resumed" | "terminated" | "by_visitor" | "withdrawn"} EndReason
 */

/**
 * @typedef {object} Session
 * @property {number} id
 * @property {number | null} visitor null: a guest
 * @property {string | null} visitor_name
 * @property {number | null} workstation
 * @property {string | null} workstation_name
 * @property {number | null} room
 * @property {string | null} operator_name
 * @property {number | null} batch
 * @property {string} access_code
 * @property {SessionStatus} status
 * @property {number} duration_seconds
 * @property {number} elapsed_seconds
 * @property {number} remaining_seconds
 * @property {number} percent_used
 * @property {string} created_at
 * @property {string | null} started_at
 * @property {string | null} ends_at while it runs
 * @property {string | null} ended_at
 * @property {EndReason | null} end_reason
 * @property {string} code_expires_at
 * @property {string | null} seat_kept_until
 * @property {string | null} closes_at
 * @property {number} row_version
 */

/**
 * @typedef {object} Seat
 * @property {number} id
 * @property {string} name
 * @property {number} room
 * @property {string} room_name
 * @property {number} site
 * @property {string} location
 * @property {string | null} ip_address
 * @property {string | null} mac_address
 * @property {number | null} position_x
 * @property {number | null} position_y
 * @property {SeatStatus} status
 * @property {Exclude<SeatStatus, "reserved">} admin_state
 * @property {boolean} is_enrolled
 * @property {boolean} is_online
 * @property {boolean} is_available
 * @property {Session | null} active_session
 * @property {string | null} reserved_from
 * @property {number | null} [held_for] the number of the queue for whom it is kept
 * @property {string | null} [held_until]
 * @property {number} unread messages of its visitors that nobody has read
 * @property {string | null} enrolled_at
 * @property {string | null} last_seen_at
 * @property {{ sessions_count: number, used_seconds: number, last_session_at: string | null }} statistics
 * @property {string} notes
 * @property {string} created_at
 * @property {number} row_version
 */

/** @typedef {import("../types/session.js").ListOf<Seat>} Seats */
/** @typedef {import("../types/session.js").ListOf<Session>} Sessions */
/** @typedef {{ id: number, site: number, site_name: string, name: string, kind: string, is_active: boolean }} Room */
/** @typedef {{ id: number, user?: number, first_name: string, last_name: string, birth_date?: string | null, category_name?: string | null, photo?: string | null, email?: string | null }} FoundVisitor */
