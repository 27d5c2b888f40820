import assert from "node:assert/strict";
import { test } from "node:test";
import { drawnRange, grouped, nextOpen, openRanges, rangeOn, shownHours, wallTimes } from "../reservations/day_hours.js";
import { readQuery } from "../reservations/reservations_query.js";
import { roundedWait } from "../queue/wait_text.js";

const THURSDAY = "2026-11-26";
const OPENINGS = [
  { day: 4, opens: "09:00", closes: "12:30" },
  { day: 4, opens: "13:30", closes: "18:30" },
];
const HOURS = { from: 540, to: 1140 };

test("the day reaches from opening to closing, and as far as anything is reserved", () => {
  assert.deepEqual(shownHours(THURSDAY, OPENINGS, []), HOURS);
  assert.deepEqual(shownHours(THURSDAY, OPENINGS, [{ from: 450, to: 480 }, { from: 1130, to: 1150 }]), { from: 420, to: 1200 });
  assert.deepEqual(shownHours("2026-11-29", OPENINGS, []), { from: 480, to: 1080 });
  assert.deepEqual(openRanges(THURSDAY, OPENINGS), [{ from: 540, to: 750 }, { from: 810, to: 1110 }]);
});

test("a reservation stands on the wall clock of the place, cut at midnight", () => {
  const one = { starts_at: "2026-11-26T08:00:00.000000Z", ends_at: "2026-11-26T10:30:00.000000Z" };
  assert.deepEqual(rangeOn(one, THURSDAY, "Europe/Paris"), { from: 540, to: 690 });
  assert.equal(rangeOn(one, "2026-11-27", "Europe/Paris"), null);
  const night = { starts_at: "2026-11-26T22:00:00.000000Z", ends_at: "2026-11-27T00:00:00.000000Z" };
  assert.deepEqual(rangeOn(night, THURSDAY, "Europe/Paris"), { from: 1380, to: 1440 });
  assert.deepEqual(rangeOn(night, "2026-11-27", "Europe/Paris"), { from: 0, to: 60 });
  const untilMidnight = { starts_at: "2026-11-26T21:00:00.000000Z", ends_at: "2026-11-26T23:00:00.000000Z" };
  assert.equal(rangeOn(untilMidnight, "2026-11-27", "Europe/Paris"), null);
});

test("what is drawn snaps to half hours in either direction; a touch is an hour, and stays within the day", () => {
  assert.deepEqual(drawnRange(610, 700, HOURS), { from: 600, to: 720 });
  assert.deepEqual(drawnRange(700, 610, HOURS), { from: 600, to: 720 });
  assert.deepEqual(drawnRange(610, 611, HOURS), { from: 600, to: 660 });
  assert.deepEqual(drawnRange(1135, 1135, HOURS), { from: 1110, to: 1140 });
  assert.deepEqual(wallTimes({ from: 545, to: 1140 }), { start: "09:05", end: "19:00" });
});

test("one begins with the next half hour that is open", () => {
  assert.deepEqual(nextOpen(THURSDAY, OPENINGS, 0), { start: "09:00", end: "10:00" });
  assert.deepEqual(nextOpen(THURSDAY, OPENINGS, 755), { start: "13:30", end: "14:30" });
  assert.deepEqual(nextOpen(THURSDAY, OPENINGS, 905), { start: "15:30", end: "16:30" });
  assert.deepEqual(nextOpen(THURSDAY, OPENINGS, 1130), { start: "19:00", end: "20:00" });
  assert.deepEqual(nextOpen(THURSDAY, [], 1439), { start: "22:59", end: "23:59" });
});

test("seats booked together at one time are one", () => {
  const row = (/** @type {number} */ id, /** @type {string | null} */ group_key, starts_at = "a") => /** @type {any} */ ({ id, group_key, starts_at, status: "booked" });
  const groups = grouped([row(1, "g"), row(2, null), row(3, "g"), row(4, "g", "b"), row(5, null)]);
  assert.deepEqual(groups.map((group) => group.map(({ id }) => id)), [[1, 3], [2], [4], [5]]);
});

test("a day that is none is today", () => {
  assert.deepEqual(readQuery(new URLSearchParams("date=2026-13-40&view=month"), THURSDAY), { room: "", date: THURSDAY, view: "day" });
  assert.deepEqual(readQuery(new URLSearchParams("date=2026-12-01&view=week&room=3"), THURSDAY), { room: "3", date: "2026-12-01", view: "week" });
});

test("a wait is told in steps of five minutes, and never as less than it is", () => {
  assert.deepEqual([null, -3, 0, 1, 5, 6, 31].map(roundedWait), [null, -3, 0, 5, 5, 10, 35]);
});
