// What the API says of the queue, and of its public board.

/**
 * @typedef {"waiting" | "called" | "seated" | "gone"} TicketStatus
 * @typedef {object} Ticket
 * @property {number} id
 * @property {number} site
 * @property {number} number
 * @property {number | null} visitor null: a guest
 * @property {string | null} visitor_name
 * @property {number} minutes
 * @property {TicketStatus} status
 * @property {number | null} position of one who waits or is called: 1 is next
 * @property {number | null} wait_minutes null: no seat is in service, or the ticket is closed
 * @property {string} created_at
 * @property {string | null} called_at
 * @property {string | null} closed_at
 * @property {number | null} session
 * @property {number | null} workstation the seat that is held for whoever is called
 * @property {string | null} workstation_name
 * @property {string | null} held_until
 */
/**
 * @typedef {{ number: number, called_at: string | null, workstation: number | null, workstation_name: string | null }} CalledNumber
 * @typedef {{ site: number, site_name: string, now: string, called: CalledNumber[],
 *   waiting: { number: number, wait_minutes: number | null }[], seats_in_service: number, free_seats: number }} Board
 * @typedef {{ site: number, site_name: string, now: string, free_seats: number, seats_in_service: number,
 *   wait_minutes: number | null, tickets: Ticket[] }} Queue  `wait_minutes`: of who would come now; tickets: those open as
 *   they are served, then those closed lately, newest first
 */

export {};
