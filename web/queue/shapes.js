// What the API says of the queue, and of its public board.

/**
 * @typedef {"waiting" | "called" | "seated" | "gone"} TicketStatus
 * @typedef {object} Ticket
 * @property {number} id
 * @property {number} number
 * @property {number | null} visitor null: a guest
 * @property {string | null} visitor_name
 * @property {number} minutes
 * @property {TicketStatus} status
 * @property {number | null} wait_minutes
 * @property {string} created_at
 * @property {string | null} called_at
 * @property {string | null} closed_at
 * @property {number | null} workstation which is held for whoever is called
 * @property {string | null} workstation_name
 * @property {number | null} session
 */
/**
 * @typedef {{ site: number, site_name: string, day: string, now: string, free_seats: number, wait_minutes: number | null,
 *   tickets: Ticket[] }} Queue  `wait_minutes`: of who would come now
 * @typedef {{ number: number, workstation_name: string | null, called_at: string }} CalledNumber
 * @typedef {{ site: number, site_name: string, now: string, called: CalledNumber[],
 *   waiting: { number: number, wait_minutes: number | null }[], free_seats: number }} Board
 */

export {};
