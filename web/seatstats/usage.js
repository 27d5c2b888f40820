// Occupancy of the hours in which the place is open: pure, tested in tests/seat_statistics.test.js.

import { addDays, minutesOf, weekdayOf } from "../components/calendar_time.js";

/** @typedef {import("../opening_hours.js").Opening} Opening */
/** @typedef {import("./shapes.js").Figures} Figures */
/** @typedef {import("./shapes.js").Usage} Usage */

/** Days of each weekday, Monday first. @param {string} from @param {string} to both count */
function daysOfWeek(from, to) {
  const counts = [0, 0, 0, 0, 0, 0, 0];
  for (let date = from; date <= to; date = addDays(date, 1)) counts[weekdayOf(date) - 1] += 1;
  return counts;
}

/** Minutes for which the place is open in each hour of the clock, over all the days. @param {string} from @param {string} to @param {readonly Opening[]} openings */
export function openMinutes(from, to, openings) {
  const days = daysOfWeek(from, to);
  return Array.from({ length: 24 }, (_, hour) =>
    openings.reduce((sum, { day, opens, closes }) => {
      const within = Math.min(minutesOf(closes), 60 * (hour + 1)) - Math.max(minutesOf(opens), 60 * hour);
      return sum + Math.max(0, within) * days[day - 1];
    }, 0),
  );
}

/** @param {number} used @param {number} could @returns {number | null} percent */
const share = (used, could) => (could > 0 ? Math.min(100, Math.round((100 * used) / could)) : null);

/** @param {Figures} figures @param {readonly Opening[]} openings @returns {Usage} */
export function usageOf({ from, to, seats, totals, by_hour, by_day, by_category, by_seat }, openings) {
  const open = openMinutes(from, to, openings);
  const all = open.reduce((sum, minutes) => sum + minutes, 0);
  const openDays = new Set(openings.map((one) => one.day));
  return {
    totals: { ...totals, occupancy: share(totals.minutes, all * seats) },
    hours: by_hour.map(({ key, minutes }) => ({ hour: Number(key), occupancy: share(minutes, open[Number(key)] * seats) })),
    days: by_day.map(({ key, sessions, visitors }) => ({ date: String(key), sessions, visitors, isOpen: openings.length === 0 || openDays.has(weekdayOf(String(key))) })),
    categories: by_category.filter(({ key, sessions }) => sessions > 0 || key !== null),
    seats: by_seat.filter(({ key, minutes }) => minutes > 0 || key !== null).map((row) => ({ ...row, occupancy: row.key === null ? null : share(row.minutes, all) })),
  };
}
