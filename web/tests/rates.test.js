import assert from "node:assert/strict";
import { test } from "node:test";
import { figuresRequest, pathBehind, pathOf, problemOf, readQuery } from "../rates/rates_query.js";
import { sorted, under } from "../rates/sums.js";
import { coveredBy, inTree } from "../rates/group_tree.js";

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
  assert.deepEqual(figuresRequest(asked), { by: "week", from: "2026-09-01", to: "2026-09-30", student: "", group: "", module: "3", professor: "", weekday: "" });
  assert.equal(pathOf(asked), "/school/statistics?by=week&period=dates&from=2026-09-01&to=2026-09-30&module=3");
});

test("a row leads to the lessons behind it, a week to no more days than were asked for", () => {
  assert.equal(pathBehind(read("module=3"), 12), "/school/statistics?by=lessons&student=12&module=3");
  assert.equal(pathBehind(read("by=weekday&group=2"), 1), "/school/statistics?by=lessons&group=2&weekday=1");
  const week = pathBehind(read("by=week&period=dates&from=2026-11-25&to=2026-12-20"), "2026-W48");
  assert.equal(week, "/school/statistics?by=lessons&period=dates&from=2026-11-25&to=2026-11-29");
});

test("dates that cannot be", () => {
  assert.deepEqual(problemOf({ from: "", to: TODAY }), { field: "from", problem: "missing" });
  assert.deepEqual(problemOf({ from: "2026-12-01", to: TODAY }), { field: "to", problem: "order" });
  assert.deepEqual(problemOf({ from: "2025-01-01", to: TODAY }), { field: "from", problem: "long" });
  assert.equal(problemOf({ from: TODAY, to: TODAY }), null);
});

/** @param {string} name @param {number | null} rate @returns {any} */
const row = (name, rate) => ({ key: name, name, rate });

test("orders; what has no rate comes last either way, and is under no limit", () => {
  const rows = [row("Zoé", 50), row("Élise", 100), row("Bob", null)];
  assert.deepEqual(sorted(rows, "rate").map(({ name }) => name), ["Zoé", "Élise", "Bob"]);
  assert.deepEqual(sorted(rows, "-rate").map(({ name }) => name), ["Élise", "Zoé", "Bob"]);
  assert.deepEqual(sorted(rows, "name").map(({ name }) => name), ["Bob", "Élise", "Zoé"]);
  assert.deepEqual([under(rows, 80), under(rows, 50)], [1, 0]);
});

test("groups stand below the one that they are within", () => {
  const group = (/** @type {number} */ id, /** @type {number | null} */ parent) => ({ id, parent, name: String(id), year: 1, year_name: "2026" });
  const tree = inTree([group(3, 1), group(2, null), group(1, null), group(4, 3), group(5, 99)]);
  assert.deepEqual(tree.map(({ group: { id }, depth }) => [id, depth]), [[2, 0], [1, 0], [3, 1], [4, 2], [5, 0]]);
});

test("picking a group picks all within it", () => {
  const group = (/** @type {number} */ id, /** @type {number | null} */ parent) => ({ id, parent, name: String(id), year: 1, year_name: "2026" });
  const groups = [group(3, 2), group(2, 1), group(1, null), group(4, null)];
  assert.deepEqual([...coveredBy(groups, [1])].sort(), [2, 3]);
  assert.deepEqual([...coveredBy(groups, [4, 3])], []);
});
