// What the API says of reservations of seats.

/**
 * @typedef {object} Reservation
 * @property {number} id
 * @property {number} workstation
 * @property {string} workstation_name
 * @property {number | null} visitor
 * @property {string | null} visitor_name
 * @property {string} label
 * @property {string | null} group_key those booked together have the same
 * @property {string} starts_at
 * @property {string} ends_at
 * @property {"booked" | "used" | "cancelled" | "missed"} status
 * @property {string | null} created_by_name
 * @property {number} row_version
 */
/**
 * @typedef {{ workstations: number[], date: string, start: string, end: string }} Wanted  wall times
 */

export {};
