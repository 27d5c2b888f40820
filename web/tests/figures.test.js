import assert from "node:assert/strict";
import { test } from "node:test";
import { problemOf, rangeOf } from "../figures/range.js";
import { asSpans, byMonth, countOpen, csvOf, percentOf, totals } from "../figures/weeks.js";

/** @param {string} week @param {number} held @param {number} taken @param {number} open hours */
const of = (week, held, taken, open) => ({
  week, booked: 1, held, no_show: 0, cancelled: 2, taken: taken * 3600, open: open * 3600, occupancy: open ? Math.floor((taken * 100) / open) : null,
});
const WEEKS = [of("2026-09-21", 3, 3, 30), of("2026-09-28", 4, 2, 0), of("2026-10-05", 5, 5, 10)];

test("the range that was chosen, the last twelve weeks without a choice", () => {
  assert.deepEqual(rangeOf(null, null, null, "2026-11-26"), { period: "12", from: "2026-09-10", to: "2026-11-26" });
  assert.deepEqual(rangeOf("nonsense", null, null, "2026-11-26").period, "12");
  assert.deepEqual(rangeOf("coming", null, null, "2026-11-26"), { period: "coming", from: "2026-11-26", to: "2027-01-21" });
  assert.deepEqual(rangeOf("dates", "2026-01-01", "2026-02-01", "2026-11-26"), { period: "dates", from: "2026-01-01", to: "2026-02-01" });
  assert.equal(problemOf(rangeOf("52", null, null, "2026-11-26")), null);
});

test("dates that cannot be", () => {
  const dates = (/** @type {string} */ from, /** @type {string} */ to) => problemOf({ period: "dates", from, to });
  assert.deepEqual(dates("", "2026-01-01"), { field: "from", problem: "missing" });
  assert.deepEqual(dates("2026-01-01", "2026-13-41"), { field: "to", problem: "missing" });
  assert.deepEqual(dates("2026-02-01", "2026-01-01"), { field: "to", problem: "order" });
  assert.deepEqual(dates("2025-01-01", "2026-11-01"), { field: "from", problem: "long" });
  assert.equal(dates("2026-01-01", "2026-01-01"), null);
});

test("a week counts in the month of its Thursday", () => {
  const months = byMonth(WEEKS);
  assert.deepEqual(months.map(({ id, held, occupancy }) => [id, held, occupancy]), [
    ["2026-09", 3, 10],
    ["2026-10", 9, 50],
  ]);
});

test("sums, and what of the open hours was taken: a longer week weighs more, one that was closed nothing", () => {
  assert.deepEqual(totals(WEEKS), { booked: 3, held: 12, no_show: 0, cancelled: 6, taken: 8 * 3600, open: 40 * 3600, occupancy: 20 });
  assert.equal(countOpen(WEEKS), 2);
  assert.equal(totals([]).occupancy, null);
  assert.equal(percentOf(1, 3), 33);
  assert.equal(percentOf(0, 0), null);
});

test("a file that a spreadsheet opens", () => {
  const text = csvOf(["Semaine", 'dite "haute"'], asSpans(WEEKS).slice(1), ";");
  assert.equal(text, '\ufeff"Semaine";"dite ""haute"""\r\n2026-09-28;4;1;0;2;\r\n2026-10-05;5;1;0;2;50\r\n');
});
