import assert from "node:assert/strict";
import { test } from "node:test";
import { figuresRequest, pathBehind, pathOf, problemOf, readQuery } from "../rates/rates_query.js";
import { rateOf, sorted, totalOf } from "../rates/sums.js";
import { inTree } from "../rates/group_tree.js";
import { rooted } from "../rates/open_sheet.js";

const TODAY = "2026-11-26";
const read = (/** @type {string} */ text) => readQuery(new URLSearchParams(text), TODAY);

test("thirty days by student without a choice", () => {
  const asked = read("");
  assert.deepEqual([asked.view, asked.from, asked.to], ["student", "2026-10-28", TODAY]);
  assert.equal(pathOf(asked), "/school/statistics");
  assert.equal(read("by=nonsense&period=0").view, "student");
});

test("dates count with their period only", () => {
  assert.equal(read("from=2026-01-01").from, "2026-10-28");
  const asked = read("period=dates&from=2026-09-01&to=2026-09-30&module=3&by=week");
  assert.deepEqual(figuresRequest(asked), { by: "week", from: "2026-09-01", to: "2026-09-30", student: "", group: "", module: "3", professor: "" });
  assert.equal(pathOf(asked), "/school/statistics?by=week&period=dates&from=2026-09-01&to=2026-09-30&module=3");
});

test("a row leads to the lessons behind it, a week to no more days than were asked for", () => {
  assert.equal(pathBehind(read("module=3"), 12), "/school/statistics?by=lessons&student=12&module=3");
  assert.equal(pathBehind(read("by=weekday"), 1), null);
  const week = pathBehind(read("by=week&period=dates&from=2026-11-25&to=2026-12-20"), "2026-W48");
  assert.equal(week, "/school/statistics?by=lessons&period=dates&from=2026-11-25&to=2026-11-29");
});

test("dates that cannot be", () => {
  assert.deepEqual(problemOf({ from: "", to: TODAY }), { field: "from", problem: "missing" });
  assert.deepEqual(problemOf({ from: "2026-12-01", to: TODAY }), { field: "to", problem: "order" });
  assert.deepEqual(problemOf({ from: "2025-01-01", to: TODAY }), { field: "from", problem: "long" });
  assert.equal(problemOf({ from: TODAY, to: TODAY }), null);
});

/** @param {string} name @param {Record<string, number>} counts @returns {any} */
const row = (name, counts) => {
  const figures = { planned: 0, present: 0, late: 0, absent: 0, excused: 0, justified: 0, left_early: 0, remote: 0, ...counts };
  return { key: name, name, minutes_planned: 60, minutes_given: 30, ...figures, rate: rateOf(figures) };
};

test("whoever is excused lowers nothing, and a rate is cut, not rounded", () => {
  assert.equal(row("a", { present: 3, late: 1, absent: 1, excused: 4 }).rate, 80);
  assert.equal(row("a", { present: 2399, absent: 601 }).rate, 79.9);
  assert.equal(row("a", { excused: 5 }).rate, null);
});

test("sums and orders; what has no rate comes last either way", () => {
  const rows = [row("Zoé", { present: 1, absent: 1 }), row("Élise", { present: 2 }), row("Bob", {})];
  assert.deepEqual([totalOf(rows).rate, totalOf(rows).minutes_planned], [75, 180]);
  assert.deepEqual(sorted(rows, "rate").map(({ name }) => name), ["Zoé", "Élise", "Bob"]);
  assert.deepEqual(sorted(rows, "-rate").map(({ name }) => name), ["Élise", "Zoé", "Bob"]);
  assert.deepEqual(sorted(rows, "name").map(({ name }) => name), ["Bob", "Élise", "Zoé"]);
});

test("groups stand below the one that they are within", () => {
  const group = (/** @type {number} */ id, /** @type {number | null} */ parent) => ({ id, parent, name: String(id), year: 1, year_name: "2026" });
  const tree = inTree([group(3, 1), group(2, null), group(1, null), group(4, 3), group(5, 99)]);
  assert.deepEqual(tree.map(({ group: { id }, depth }) => [id, depth]), [[2, 0], [1, 0], [3, 1], [4, 2], [5, 0]]);
});

test("styles of the sheet are found by their whole address", () => {
  assert.equal(rooted('<link rel="stylesheet" href="/a.css"><a href="//b">', "https://x"), '<link rel="stylesheet" href="https://x/a.css"><a href="//b">');
});
