// What the API says of how much a room is used.

/**
 * @typedef {{ sessions: number, visitors: number, guests: number, minutes: number, average_minutes: number, occupancy: number | null }} Totals
 * @typedef {{ hour: number, occupancy: number | null }} HourRow
 * @typedef {{ date: string, sessions: number, visitors: number, minutes: number, occupancy: number | null }} DayRow
 * @typedef {{ category: number | null, name: string | null, sessions: number, visitors: number, minutes: number }} CategoryRow  null: guests
 * @typedef {{ workstation: number, name: string, sessions: number, minutes: number, occupancy: number | null }} SeatRow
 * @typedef {{ from: string, to: string, totals: Totals, by_hour: HourRow[], by_day: DayRow[], by_category: CategoryRow[], by_seat: SeatRow[] }} Usage
 *   `occupancy`: percent of the open hours of the seats in service; null: not open
 */

export {};
