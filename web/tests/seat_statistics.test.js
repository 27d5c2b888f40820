import assert from "node:assert/strict";
import { test } from "node:test";
import { daysOrWeeks, openHours, problemOf, rangeOf } from "../seatstats/range.js";
import { usageOf } from "../seatstats/usage.js";
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

/** @param {number | string | null} key @param {number} minutes @param {{ [name: string]: unknown }} [more] */
const row = (key, minutes, more = {}) => ({ key, name: String(key), minutes, sessions: 0, visitors: 0, guests: 0, occupancy: 1, open_minutes: null, open_occupancy: null, ...more });

test("occupancy is a share of what the seats could give while the place was open", () => {
  const totals = { sessions: 2, visitors: 1, guests: 1, minutes: 60, average_minutes: 30, open_minutes: 420, open_occupancy: 14 };
  const figures = {
    from: "2026-11-25",
    to: TODAY,
    seats: 2,
    totals,
    by_hour: Array.from({ length: 24 }, (_, hour) => row(hour, 0, { open_minutes: hour === 9 ? 120 : 0, open_occupancy: hour === 9 ? 50 : null })),
    by_day: [row("2026-11-25", 0, { open_minutes: 0 }), row(TODAY, 60, { sessions: 2, visitors: 1, open_minutes: 420 })],
    by_category: [row(1, 40, { sessions: 1, visitors: 1 }), row(null, 0)],
    by_seat: [row(7, 60, { open_minutes: 210, open_occupancy: 29 }), row(8, 0, { open_minutes: 210, open_occupancy: 0 }), row(null, 0)],
  };
  const usage = usageOf(figures);
  assert.equal(usage.totals.occupancy, 14);
  assert.deepEqual(usage.categories.map(({ key }) => key), [1]);
  assert.deepEqual(usage.hours.slice(8, 11).map(({ occupancy }) => occupancy), [null, 50, null]);
  assert.deepEqual(usage.days.map(({ isOpen }) => isOpen), [false, true]);
  assert.deepEqual(usage.seats.map(({ key, occupancy }) => [key, occupancy]), [[7, 29], [8, 0]]);
});

test("a place that never said when it is open is open at any hour", () => {
  const totals = { sessions: 1, visitors: 1, guests: 0, minutes: 30, average_minutes: 30, open_minutes: null, open_occupancy: null };
  const usage = usageOf({ from: TODAY, to: TODAY, seats: 1, totals, by_hour: [row(3, 30, { occupancy: 50 })], by_day: [row(TODAY, 30)], by_category: [], by_seat: [row(7, 30, { occupancy: 2 })] });
  assert.deepEqual([usage.totals.occupancy, usage.hours[0].occupancy, usage.seats[0].occupancy], [null, 50, 2]);
  assert.equal(usage.days[0].isOpen, true);
});
