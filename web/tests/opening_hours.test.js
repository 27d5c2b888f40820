import assert from "node:assert/strict";
import { test } from "node:test";
import { openState, wallClock, week } from "../opening_hours.js";

const MONDAY = 1;
const SUNDAY = 7;
const HOURS = [
  { day: 1, opens: "08:30", closes: "12:30" },
  { day: 1, opens: "13:30", closes: "18:30" },
  { day: 3, opens: "20:00", closes: "24:00" },
  { day: 4, opens: "00:00", closes: "02:00" },
];
/** @param {number} day @param {string} time */
const at = (day, time) => openState(HOURS, { day, time });

test("open until the end of the opening, which is closed already", () => {
  assert.deepEqual(at(MONDAY, "08:30"), { isOpen: true, until: "12:30" });
  assert.deepEqual(at(MONDAY, "12:29"), { isOpen: true, until: "12:30" });
  assert.deepEqual(at(MONDAY, "12:30"), { isOpen: false, opens: { day: 1, time: "13:30", inDays: 0 } });
});

test("the next opening may be another day, or the same day next week", () => {
  assert.deepEqual(at(SUNDAY, "10:00"), { isOpen: false, opens: { day: 1, time: "08:30", inDays: 1 } });
  assert.deepEqual(at(MONDAY, "19:00"), { isOpen: false, opens: { day: 3, time: "20:00", inDays: 2 } });
  const once = [{ day: 2, opens: "09:00", closes: "10:00" }];
  assert.deepEqual(openState(once, { day: 2, time: "10:00" }), { isOpen: false, opens: { day: 2, time: "09:00", inDays: 7 } });
});

test("an evening that goes on after midnight is one opening", () => {
  assert.deepEqual(at(3, "23:00"), { isOpen: true, until: "02:00" });
  assert.deepEqual(at(4, "01:00"), { isOpen: true, until: "02:00" });
});

test("a place that never closes, and one that never opens", () => {
  const always = week([]).map(({ day }) => ({ day, opens: "00:00", closes: "24:00" }));
  assert.deepEqual(openState(always, { day: 5, time: "12:00" }), { isOpen: true, until: null });
  assert.deepEqual(openState([], { day: 5, time: "12:00" }), { isOpen: false, opens: null });
});

test("the clock on the wall is the place's, whatever the reader's zone", () => {
  const instant = new Date("2026-11-22T23:30:00Z");
  assert.deepEqual(wallClock(instant, "Europe/Paris"), { day: MONDAY, time: "00:30" });
  assert.deepEqual(wallClock(instant, "America/New_York"), { day: SUNDAY, time: "18:30" });
});
