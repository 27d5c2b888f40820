import assert from "node:assert/strict";
import { test } from "node:test";
import { alikeDays } from "../codes/hours_text.js";

const day = (/** @type {number} */ number, ...hours) => hours.map(([opens, closes]) => ({ day: number, opens, closes }));

test("days that are open alike stand together, closed ones part them", () => {
  const usual = [["09:00", "12:30"], ["13:30", "18:00"]];
  const openings = [...day(1, ...usual), ...day(2, ...usual), ...day(4, ...usual), ...day(6, ["10:00", "17:00"])];
  assert.deepEqual(alikeDays(openings), [
    { first: 1, last: 2, hours: ["09:00–12:30", "13:30–18:00"] },
    { first: 4, last: 4, hours: ["09:00–12:30", "13:30–18:00"] },
    { first: 6, last: 6, hours: ["10:00–17:00"] },
  ]);
  assert.deepEqual(alikeDays([]), []);
});

test("hours of a day are told in their order", () => {
  assert.deepEqual(alikeDays([...day(3, ["14:00", "18:00"]), ...day(3, ["09:00", "12:00"])]), [{ first: 3, last: 3, hours: ["09:00–12:00", "14:00–18:00"] }]);
});
