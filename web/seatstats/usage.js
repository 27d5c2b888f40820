// What the plots show of the figures: pure, tested in tests/seat_statistics.test.js.

/** @typedef {import("./shapes.js").Figures} Figures */
/** @typedef {import("./shapes.js").FigureRow} FigureRow */
/** @typedef {import("./shapes.js").Usage} Usage */

/** @param {Figures} figures @returns {Usage} */
export function usageOf({ totals, by_hour, by_day, by_category, by_seat }) {
  // Where nobody said when the place is open, its seats could be used at any hour.
  const hasHours = totals.open_minutes !== null;
  const share = (/** @type {FigureRow} */ row) => (hasHours ? row.open_occupancy : row.occupancy);
  return {
    totals: { ...totals, occupancy: totals.open_occupancy },
    hours: by_hour.map((row) => ({ hour: Number(row.key), occupancy: share(row) })),
    days: by_day.map(({ key, sessions, visitors, open_minutes }) => ({ date: String(key), sessions, visitors, isOpen: open_minutes !== 0 })),
    categories: by_category.filter(({ key, sessions }) => sessions > 0 || key !== null),
    seats: by_seat.filter(({ key, minutes }) => minutes > 0 || key !== null).map((row) => ({ ...row, occupancy: row.key === null ? null : share(row) })),
  };
}
