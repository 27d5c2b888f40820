import assert from "node:assert/strict";
import { test } from "node:test";
import { datesBetween, hitBy, leftOutside, periodsOf } from "../availability/days.js";
import { leadMinutes, leadOf } from "../availability/lead.js";
import { nearestFree } from "../availability/nearest.js";
import { bodyOf, rebase, rulesOf, valuesOf } from "../availability/rules_values.js";
import { startsOf } from "../availability/starts.js";
import { copyDay, furtherStretch, hoursOf, openingOf, problemsOf, weekOf } from "../availability/week.js";

const DAY = [
  { opens: "09:00", closes: "12:30" },
  { opens: "13:30", closes: "17:00" },
];
const HOURS = [1, 2, 3, 4, 5].flatMap((day) => DAY.map((stretch) => ({ day, ...stretch })));
/** @type {import("../availability/rules_values.js").Rules} */
const RULES = { hours: HOURS, pause: 10, horizon_days: 60, notice: 0, cancel: 1440, most_active: null, location: "", video_url: "", row_version: 3 };

test("the seed's hours give its eight starts", () => {
  const starts = startsOf(DAY, { minutes: 45, pause: 10 }).map(({ start }) => start);
  assert.deepEqual(starts, ["09:00", "09:55", "10:50", "11:45", "13:30", "14:25", "15:20", "16:15"]);
  assert.deepEqual(startsOf(DAY, { minutes: 45, pause: 10 }).at(-1), { start: "16:15", end: "17:00" });
});

test("a stretch that is not right yet, or too short, gives no start", () => {
  assert.deepEqual(startsOf([{ opens: "09:00", closes: "" }], { minutes: 45, pause: 0 }), []);
  assert.deepEqual(startsOf([{ opens: "12:00", closes: "09:00" }], { minutes: 45, pause: 0 }), []);
  assert.deepEqual(startsOf([{ opens: "09:00", closes: "09:40" }], { minutes: 45, pause: 0 }), []);
});

test("a stretch may last until midnight", () => {
  const week = weekOf([{ day: 6, opens: "22:00", closes: "24:00" }]);
  assert.deepEqual(week[5], [{ opens: "22:00", closes: "00:00" }]);
  assert.deepEqual(startsOf(week[5], { minutes: 60, pause: 0 }), [{ start: "22:00", end: "23:00" }, { start: "23:00", end: "00:00" }]);
  assert.deepEqual(hoursOf(week), [{ day: 6, opens: "22:00", closes: "24:00" }]);
});

test("what is wrong is named at its stretch", () => {
  const week = weekOf([]);
  week[0] = [{ opens: "09:00", closes: "12:00" }, { opens: "11:00", closes: "13:00" }];
  week[1] = [{ opens: "12:00", closes: "12:00" }];
  week[2] = [{ opens: "", closes: "12:00" }];
  week[3] = [{ opens: "09:00", closes: "12:00" }, { opens: "12:00", closes: "13:00" }];
  assert.deepEqual(problemsOf(week), [
    { day: 0, at: 1, code: "overlap" },
    { day: 1, at: 0, code: "reversed" },
    { day: 2, at: 0, code: "missing" },
  ]);
});

test("a further stretch comes after the last one, none after a full day", () => {
  assert.deepEqual(furtherStretch(DAY), { opens: "18:00", closes: "20:00" });
  assert.deepEqual(furtherStretch([{ opens: "09:00", closes: "22:00" }]), { opens: "23:00", closes: "00:00" });
  assert.equal(furtherStretch([{ opens: "09:00", closes: "00:00" }]), null);
});

test("a day that opens begins as the one before it; a day is copied to others", () => {
  const week = weekOf(HOURS);
  week[4] = [{ opens: "08:00", closes: "10:00" }];
  assert.deepEqual(openingOf(week, 5), [{ opens: "08:00", closes: "10:00" }]);
  const copied = copyDay(week, 4, [0, 5]);
  assert.deepEqual([copied[0], copied[5]], [week[4], week[4]]);
  assert.deepEqual(copied[1], DAY);
});

test("a lead is told in the unit that people use", () => {
  assert.deepEqual([0, 90, 120, 1440, 2880].map(leadOf).map(({ amount, unit }) => `${amount} ${unit}`), [
    "0 hours", "90 minutes", "2 hours", "24 hours", "2 days",
  ]);
  assert.equal(leadMinutes({ amount: "3", unit: "days" }), 4320);
  assert.equal(leadMinutes({ amount: "", unit: "hours" }), 0);
  assert.equal(leadMinutes({ amount: "2,5", unit: "hours" }), "2,5");
});

test("rules go into the form and come back as they were", () => {
  const { row_version: _, ...body } = RULES;
  assert.deepEqual(bodyOf(valuesOf(RULES)), body);
  assert.equal(rulesOf({ ...valuesOf(RULES), pause: "x" }, RULES).pause, 10);
});

test("what I typed stays upon a newer state", () => {
  const before = valuesOf(RULES);
  const { values, changed } = rebase(before, { ...before, pause: "15" }, { ...before, horizon_days: "30", pause: "5" });
  assert.deepEqual([values.pause, values.horizon_days, changed], ["15", "30", ["pause", "horizon_days"]]);
});

const booking = (/** @type {string} */ date, /** @type {string} */ start, /** @type {string} */ end) => ({ date, start, end });

test("a closing meets the bookings of its time only", () => {
  const bookings = [booking("2026-11-30", "09:00", "09:45"), booking("2026-11-30", "11:45", "12:30"), booking("2026-12-01", "09:00", "09:45")];
  const part = { day: "2026-11-30", kind: "closed_part", from_time: "09:45", to_time: "12:00" };
  assert.deepEqual(hitBy([part], bookings), [bookings[1]]);
  assert.deepEqual(hitBy([{ day: "2026-11-30", kind: "closed" }], bookings), bookings.slice(0, 2));
  assert.deepEqual(hitBy([{ ...part, kind: "extra" }], bookings), []);
});

test("narrower hours leave bookings outside", () => {
  const bookings = [booking("2026-11-30", "16:15", "17:00"), booking("2026-11-30", "09:00", "09:45"), booking("2026-11-28", "09:00", "09:45")];
  const after = HOURS.map((one) => ({ ...one, closes: one.closes === "17:00" ? "16:00" : one.closes }));
  assert.deepEqual(leftOutside(HOURS, after, bookings), [bookings[0]]);
});

/** @type {(id: number, day: string, kind?: string, reason?: string) => import("../availability/days.js").Exception} */
const exception = (id, day, kind = "closed", reason = "") => ({ id, coach: 1, day, kind, from_time: null, to_time: null, reason, row_version: 1 });

test("days in a row that say the same are one period", () => {
  const periods = periodsOf([exception(3, "2027-01-01"), exception(1, "2026-12-30"), exception(2, "2026-12-31"), exception(4, "2027-01-02", "closed", "Salon")]);
  assert.deepEqual(periods.map(({ first, last, exceptions }) => [first, last, exceptions.length]), [
    ["2026-12-30", "2027-01-01", 3],
    ["2027-01-02", "2027-01-02", 1],
  ]);
  assert.deepEqual(datesBetween("2026-12-31", "2027-01-01"), ["2026-12-31", "2027-01-01"]);
});

test("the nearest free times, in the order of the calendar, without the one itself", () => {
  const slots = [{ start: "09:00", end: "09:45", available: true }, { start: "09:55", end: "10:40", available: false }, { start: "16:15", end: "17:00", available: true }];
  const days = ["2026-11-27", "2026-11-30", "2026-12-01"].map((date) => ({ date, slots }));
  assert.deepEqual(nearestFree(days, { date: "2026-11-30", start: "09:00" }, { most: 3, perDay: 2 }).map(({ date, start }) => `${date} ${start}`), [
    "2026-11-30 16:15", "2026-12-01 09:00", "2026-12-01 16:15",
  ]);
  assert.deepEqual(nearestFree(days, { date: "2026-11-30", start: "09:00" }, { most: 3, perDay: 1 }).map(({ date }) => date), [
    "2026-11-27", "2026-11-30", "2026-12-01",
  ]);
});
