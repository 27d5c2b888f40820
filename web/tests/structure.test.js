import assert from "node:assert/strict";
import { test } from "node:test";
import { isReplaced, stateOf } from "../structure/enrolment_state.js";
import { above, optionsOf, presentYear, treeOf, within } from "../structure/tree.js";

/** @param {number} id @param {number | null} parent @param {string} [name] @returns {any} */
const group = (id, parent, name = String(id)) => ({ id, parent, name });
const GROUPS = [group(4, 3, "B2"), group(1, null, "BTS 1"), group(3, 1, "B"), group(2, 1, "A"), group(9, 99, "Stray")];

test("groups lie within groups; whose parent is not there stands at the top", () => {
  assert.deepEqual(treeOf(GROUPS).map((node) => node.group.name), ["BTS 1", "Stray"]);
  assert.deepEqual(optionsOf(GROUPS).map(({ label }) => label), ["BTS 1", "\u2003A", "\u2003B", "\u2003\u2003B2", "Stray"]);
  assert.deepEqual([...within(GROUPS, 1)].sort(), [1, 2, 3, 4]);
  assert.deepEqual(above(GROUPS, GROUPS[0]).map(({ name }) => name), ["BTS 1", "B"]);
});

test("the year of today, else the next, else the last", () => {
  const years = [
    { starts_on: "2026-09-01", ends_on: "2027-07-05" },
    { starts_on: "2025-09-01", ends_on: "2026-07-05" },
  ];
  assert.equal(presentYear(years, "2026-11-26")?.starts_on, "2026-09-01");
  assert.equal(presentYear(years, "2026-08-01")?.starts_on, "2026-09-01");
  assert.equal(presentYear(years, "2030-01-01")?.starts_on, "2026-09-01");
  assert.equal(presentYear([], "2030-01-01"), undefined);
});

test("both days of an enrolment count", () => {
  const days = { first_day: "2026-09-01", last_day: "2026-11-26" };
  assert.equal(stateOf(days, "2026-11-26"), "present");
  assert.equal(stateOf(days, "2026-11-27"), "over");
  assert.equal(stateOf(days, "2026-08-31"), "coming");
});

test("only an enrolment that has not begun is replaced by moving; what has been stays", () => {
  const days = { first_day: "2026-09-01", last_day: null };
  assert.equal(isReplaced(days, "2026-09-01", "2026-11-26"), false);
  assert.equal(isReplaced(days, "2026-09-01", "2026-08-20"), true);
  assert.equal(isReplaced(days, "2026-10-01", "2026-08-20"), false);
});
