import assert from "node:assert/strict";
import { test } from "node:test";
import { firstShown, freeDayFrom, freeOn, nextFreeDay, partsOfDay } from "../appointments/slots.js";
import { sameDays } from "../appointments/weekly_hours.js";

const free = { start: "09:00", end: "09:45", available: true };
const taken = { start: "09:55", end: "10:40", available: false };
const slots = {
  days: { "2026-11-26": [free, taken], "2026-11-27": [taken], "2026-11-28": [], "2026-12-01": [free], "2027-01-04": [free] },
  today: "2026-11-26",
  lastDay: "2027-01-25",
  zone: "Europe/Paris",
  isLimitReached: false,
};

test("a day is free when one of its times is", () => {
  assert.deepEqual(freeOn(slots, "2026-11-26"), [free]);
  assert.deepEqual(freeOn(slots, "2026-11-27"), []);
  assert.deepEqual(freeOn(slots, "2030-01-01"), []);
  assert.equal(freeDayFrom(slots, "2026-11-27"), "2026-12-01");
  assert.equal(freeDayFrom(slots, "2027-01-05"), null);
});

test("the next free day goes on from the day shown, or from the month that one has turned to", () => {
  assert.deepEqual(nextFreeDay(slots, "2026-11-26", "2026-11"), { date: "2026-12-01", isFirst: false });
  assert.deepEqual(nextFreeDay(slots, "2026-11-26", "2027-01"), { date: "2027-01-04", isFirst: false });
  assert.deepEqual(nextFreeDay(slots, "2027-01-04", "2027-01"), { date: "2026-11-26", isFirst: true });
  assert.deepEqual(nextFreeDay(slots, "2026-12-01", "2026-12"), { date: "2027-01-04", isFirst: false });
  const one = { ...slots, days: { "2026-11-26": [free] } };
  assert.equal(nextFreeDay(one, "2026-11-26", "2026-11"), null);
});

test("a day is told by its parts", () => {
  const times = ["09:00", "11:55", "12:00", "17:59", "18:00"].map((start) => ({ start, end: "", available: true }));
  assert.deepEqual(partsOfDay(times).map(({ part, slots: some }) => [part, some.length]), [["morning", 2], ["afternoon", 2], ["evening", 1]]);
  assert.deepEqual(partsOfDay([]), []);
});

test("days of a week that follow one another with the same hours are said once", () => {
  const day = (/** @type {number} */ number, opens = "09:00") => ({ day: number, opens, closes: "12:00" });
  assert.deepEqual(sameDays([1, 2, 3].map((number) => day(number))).map(({ days }) => days), [[1, 2, 3]]);
  assert.deepEqual(sameDays([day(1), day(2, "10:00"), day(3, "10:00"), day(6)]).map(({ days }) => days), [[1], [2, 3], [6]]);
  assert.deepEqual(sameDays([day(1), day(3)]).map(({ days }) => days), [[1], [3]]);
  assert.deepEqual(sameDays([{ day: 1, opens: "13:30", closes: "17:00" }, day(1)])[0].stretches.map(({ opens }) => opens), ["09:00", "13:30"]);
});

test("what is moved begins with its own day, full as it may be, while that can be booked", () => {
  const at = (/** @type {string} */ start, available = true) => ({ start, end: "10:00", available });
  const these = { today: "2026-11-26", lastDay: "2026-12-31", zone: "Europe/Paris", isLimitReached: false, days: { "2026-11-27": [at("09:00")], "2026-12-02": [at("09:00", false)] } };
  assert.equal(firstShown(these, "2026-12-02"), "2026-12-02");
  assert.equal(firstShown(these, "2026-11-20"), "2026-11-27");
  assert.equal(firstShown(these, "2027-01-02"), "2026-11-27");
  assert.equal(firstShown(these), "2026-11-27");
});
