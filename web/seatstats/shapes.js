// What the API says of how much a room is used, and what is made of it here.

/**
 * One row of the API. `key`: an hour, the id of a category or of a seat, a date; null: guests, or a seat that is gone.
 * `open_minutes`: what the seats could give while the place was open, up to now; 0: closed, null: nobody said when.
 * `open_occupancy`: percent of those; `occupancy`: of all hours of the clock.
 * @typedef {{ key: number | string | null, name: string, minutes: number, sessions: number, visitors: number, guests: number,
 *   occupancy: number | null, open_minutes: number | null, open_occupancy: number | null }} FigureRow
 * @typedef {{ sessions: number, visitors: number, guests: number, minutes: number, average_minutes: number | null,
 *   open_minutes: number | null, open_occupancy: number | null }} Sums
 * @typedef {{ from: string, to: string, seats: number, totals: Sums, by_hour: FigureRow[], by_day: FigureRow[], by_category: FigureRow[],
 *   by_seat: FigureRow[] }} Figures
 */
/**
 * @typedef {Sums & { occupancy: number | null }} Totals
 * @typedef {{ hour: number, occupancy: number | null }} HourRow
 * @typedef {{ date: string, sessions: number, visitors: number, isOpen: boolean }} DayRow
 * @typedef {{ totals: Totals, hours: HourRow[], days: DayRow[], categories: FigureRow[], seats: (FigureRow & { occupancy: number | null })[] }} Usage
 *   `occupancy`: percent of what the seats could give while the place is open; null: it is not, or nobody said when
 */

export {};
