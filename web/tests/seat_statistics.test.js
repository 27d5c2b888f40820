import assert from "node:assert/strict";
import { test } from "node:test";
import { daysOrWeeks, openHours, problemOf, rangeOf } from "../seatstats/range.js";
import { openMinutes, usageOf } from "../seatstats/usage.js";
import { addDays } from "../components/calendar_time.js";

const TODAY = "2026-11-26";
const of = (/** @type {string} */ text) => rangeOf(new URLSearchParams(text), TODAY);

test("a period reaches up to today; thirty days unless told otherwise", () => {
  assert.deepEqual(of(""), { period: "30", from: "2026-10-28", to: TODAY });
  assert.deepEqual(of("period=today"), { period: "today", from: TODAY, to: TODAY });
  assert.deepEqual(of("period=7"), { period: "7", from: "2026-11-20", to: TODAY });
  assert.deepEqual(of("period=year"), { period: "year", from: "2026-01-01", to: TODAY });
  assert.deepEqual(of("period=century"), of(""));
  assert.deepEqual(of("period=dates&from=2026-02-01&to=nonsense"), { period: "dates", from: "2026-02-01", to: TODAY });
});

test("what is wrong with dates is said at the field", () => {
  assert.equal(problemOf({ from: "2026-01-01", to: "2026-01-01" }), null);
  assert.deepEqual(problemOf({ from: "", to: TODAY }), { field: "from", problem: "missing" });
  assert.deepEqual(problemOf({ from: TODAY, to: "2026-01-01" }), { field: "to", problem: "order" });
  assert.deepEqual(problemOf({ from: "2024-01-01", to: TODAY }), { field: "from", problem: "long" });
});

test("many days are told by weeks, whose visitors are not added up", () => {
  const days = Array.from({ length: 90 }, (_, at) => ({ date: addDays("2026-08-31", at), sessions: 1, visitors: 1, isOpen: true }));
  const few = daysOrWeeks(days.slice(0, 30));
  assert.equal(few.isByWeek, false);
  assert.equal(few.rows.length, 30);
  const many = daysOrWeeks(days);
  assert.equal(many.isByWeek, true);
  assert.deepEqual(many.rows[0], { date: "2026-08-31", sessions: 7, visitors: null });
  assert.equal(many.rows.reduce((sum, { sessions }) => sum + Number(sessions), 0), 90);
});

test("a closed day is a gap, an open one without visits is nought", () => {
  const day = (/** @type {boolean} */ isOpen) => ({ date: TODAY, sessions: 0, visitors: 0, isOpen });
  assert.deepEqual(daysOrWeeks([day(false), day(true)]).rows.map(({ sessions }) => sessions), [null, 0]);
});

test("hours begin and end with the opening", () => {
  const hours = Array.from({ length: 24 }, (_, hour) => ({ hour, occupancy: hour >= 9 && hour < 18 && hour !== 12 ? 50 : null }));
  assert.deepEqual(openHours(hours).map(({ hour }) => hour), [9, 10, 11, 12, 13, 14, 15, 16, 17]);
  assert.deepEqual(openHours(hours.map(({ hour }) => ({ hour, occupancy: null }))), []);
});

const OPENINGS = [
  { day: 4, opens: "09:00", closes: "12:30" },
  { day: 5, opens: "09:30", closes: "10:00" },
];

test("the hours in which the place is open are counted over the days", () => {
  // Two Thursdays, one Friday.
  const open = openMinutes("2026-11-19", "2026-11-26", OPENINGS);
  assert.deepEqual(open.slice(8, 14), [0, 150, 120, 120, 60, 0]);
});

test("occupancy is a share of what the seats could give while the place is open", () => {
  const row = (/** @type {number | string | null} */ key, minutes = 0, more = {}) => ({ key, name: String(key), minutes, sessions: 0, visitors: 0, guests: 0, ...more });
  const totals = { sessions: 2, visitors: 1, guests: 1, minutes: 60, average_minutes: 30 };
  const figures = {
    from: TODAY,
    to: TODAY,
    seats: 2,
    totals,
    by_hour: Array.from({ length: 24 }, (_, hour) => row(hour, hour === 9 ? 60 : 0)),
    by_day: [row(TODAY, 60, { sessions: 2, visitors: 1 })],
    by_category: [row(1, 40, { sessions: 1, visitors: 1 }), row(null)],
    by_seat: [row(7, 60), row(8), row(null)],
  };
  const usage = usageOf(figures, OPENINGS);
  assert.deepEqual(usage.totals, { ...totals, occupancy: 14 });
  assert.deepEqual(usage.categories.map(({ key }) => key), [1]);
  assert.deepEqual(usage.hours.slice(8, 11).map(({ occupancy }) => occupancy), [null, 50, 0]);
  assert.deepEqual(usage.seats.map(({ key, occupancy }) => [key, occupancy]), [[7, 29], [8, 0]]);
  assert.equal(usageOf(figures, []).totals.occupancy, null);
});
