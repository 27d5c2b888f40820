// What the API says of a live room.

/**
 * @typedef {object} LiveSession
 * @property {number} id
 * @property {import("../seats/shapes.js").SessionStatus} status
 * @property {number | null} visitor null: a guest
 * @property {string | null} visitor_name
 * @property {number} duration_seconds
 * @property {string | null} ends_at while it runs
 * @property {number | null} remaining_seconds while it rests
 * @property {string | null} seat_kept_until
 */

/**
 * @typedef {object} LiveSeat
 * @property {number} id
 * @property {string} name
 * @property {import("../seats/shapes.js").SeatStatus} status
 * @property {string} [admin_state] what an operator set; not every answer tells it
 * @property {boolean} is_online
 * @property {boolean} is_enrolled
 * @property {string} location
 * @property {number | null} position_x
 * @property {number | null} position_y
 * @property {string | null} last_seen_at of one that is not heard
 * @property {LiveSession | null} session
 * @property {number} unread messages of its visitors that nobody has read
 * @property {string | null} [reserved_from]
 * @property {number | null} [held_for] the number of the queue for whom it is kept
 * @property {string | null} [held_until]
 */

/**
 * @typedef {{ now: string, closes_at: string | null, is_open: boolean }} Hours closes_at: null when it never does, or is closed
 * @typedef {Hours & { n: number } & ({ type: "list", seats: LiveSeat[] } | { type: "changes", seats: LiveSeat[], gone: number[] })} LiveMessage
 * @typedef {Hours & { seats: LiveSeat[] }} LiveAnswer
 * @typedef {{ seats: LiveSeat[], closesAt: string | null, isOpen: boolean }} Live
 */

/**
 * @typedef {{ id: number, direction: "to_seat" | "from_seat", text: string, session: number | null, at: string, read_at: string | null, sent_by_name?: string | null }} SeatMessage
 * @typedef {{ number: number, kind: string, created_at: string, sent_at: string | null, received_at: string | null, done_at: string | null, outcome: string, created_by_name?: string | null }} Order
 */

export {};
