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

/**
 * @param {{ hour: Figures, day: Figures, category: Figures, seat: Figures }} figures @param {readonly Opening[]} openings
 * @returns {Usage}
 */
export function usageOf({ hour, day, category, seat }, openings) {
  const open = openMinutes(hour.from, hour.to, openings);
  const all = open.reduce((sum, minutes) => sum + minutes, 0);
  const sum = (/** @type {"sessions" | "visitors" | "guests" | "minutes"} */ name) => category.rows.reduce((total, row) => total + row[name], 0);
  const [sessions, minutes] = [sum("sessions"), sum("minutes")];
  const openDays = new Set(openings.map((one) => one.day));
  return {
    totals: {
      sessions,
      minutes,
      visitors: sum("visitors"),
      guests: sum("guests"),
      average_minutes: sessions > 0 ? Math.round(minutes / sessions) : 0,
      occupancy: share(minutes, all * hour.seats),
    },
    hours: hour.rows.map((row) => ({ hour: Number(row.key), occupancy: share(row.minutes, open[Number(row.key)] * hour.seats) })),
    days: day.rows.map(({ key, sessions, visitors }) => ({ date: String(key), sessions, visitors, isOpen: openings.length === 0 || openDays.has(weekdayOf(String(key))) })),
    categories: category.rows.filter((row) => row.sessions > 0 || row.key !== null),
    seats: seat.rows.filter((row) => row.minutes > 0 || row.key !== null).map((row) => ({ ...row, occupancy: row.key === null ? null : share(row.minutes, all) })),
  };
}
