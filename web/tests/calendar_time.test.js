import assert from "node:assert/strict";
import { test } from "node:test";
import {
  addDays,
  addMonths,
  clockChange,
  clockText,
  datesOfWeek,
  instantOf,
  isWeek,
  minutesOf,
  shiftMonth,
  shiftWeek,
  wallOf,
  weekOf,
  weekdayOf,
  weeksOfMonth,
} from "../components/calendar_time.js";

const PARIS = "Europe/Paris";
const iso = (/** @type {number} */ ms) => new Date(ms).toISOString();

test("a week of ISO 8601 belongs to the year of its Thursday", () => {
  assert.equal(weekOf("2026-11-26"), "2026-W48");
  assert.equal(weekOf("2027-01-03"), "2026-W53");
  assert.equal(weekOf("2027-01-04"), "2027-W01");
  assert.equal(weekOf("2024-12-30"), "2025-W01");
  assert.deepEqual(datesOfWeek("2026-W48").slice(0, 2), ["2026-11-23", "2026-11-24"]);
  assert.equal(datesOfWeek("2025-W01")[0], "2024-12-30");
  for (let day = "2019-12-20"; day < "2031-01-15"; day = addDays(day, 1)) {
    assert.equal(datesOfWeek(weekOf(day))[weekdayOf(day) - 1], day);
  }
});

test("what is no week is known", () => {
  assert.ok(isWeek("2026-W53"));
  for (const wrong of ["2025-W53", "2026-W00", "2026-W54", "2026W10", "", null, undefined]) assert.ok(!isWeek(wrong));
});

test("weeks and months are stepped over the turn of the year", () => {
  assert.equal(shiftWeek("2026-W53", 1), "2027-W01");
  assert.equal(shiftWeek("2026-W01", -1), "2025-W52");
  assert.equal(shiftMonth("2026-12", 1), "2027-01");
  assert.equal(shiftMonth("2026-01", -1), "2025-12");
  assert.equal(shiftMonth("2026-05", -17), "2024-12");
  assert.equal(addMonths("2026-01-31", 1), "2026-02-28");
  assert.equal(addMonths("2024-02-29", 12), "2025-02-28");
  assert.equal(addMonths("2026-11-15", -1), "2026-10-15");
});

test("a month is shown in whole weeks", () => {
  const weeks = weeksOfMonth("2026-11");
  assert.equal(weeks.length, 6);
  assert.equal(weeks[0][0], "2026-10-26");
  assert.equal(weeks.at(-1)?.at(-1), "2026-12-06");
  assert.equal(weeksOfMonth("2027-02").length, 4);
  assert.equal(weeksOfMonth("2026-12").at(-1)?.at(-1), "2027-01-03");
});

test("an instant is shown on the clocks of the place", () => {
  assert.deepEqual(wallOf("2026-11-26T22:30:00.000000Z", PARIS), { date: "2026-11-26", minutes: 23 * 60 + 30 });
  assert.deepEqual(wallOf("2026-11-26T23:30:00Z", PARIS), { date: "2026-11-27", minutes: 30 });
  assert.deepEqual(wallOf("2026-11-26T23:30:00Z", "America/Montreal"), { date: "2026-11-26", minutes: 18 * 60 + 30 });
  assert.deepEqual(wallOf("2026-11-26T00:00:00Z", "Asia/Kolkata"), { date: "2026-11-26", minutes: 5 * 60 + 30 });
});

test("the clocks go forward: 02:00 to 03:00 is skipped", () => {
  assert.equal(iso(instantOf("2026-03-29", 90, PARIS)), "2026-03-29T00:30:00.000Z");
  assert.equal(iso(instantOf("2026-03-29", 180, PARIS)), "2026-03-29T01:00:00.000Z");
  assert.equal(iso(instantOf("2026-03-29", 150, PARIS)), "2026-03-29T01:30:00.000Z", "02:30 is read as 03:30");
  assert.deepEqual(wallOf("2026-03-29T01:00:00Z", PARIS), { date: "2026-03-29", minutes: 180 });
});

test("the clocks go back: of the two 02:30 the first is meant", () => {
  assert.equal(iso(instantOf("2026-10-25", 150, PARIS)), "2026-10-25T00:30:00.000Z");
  assert.equal(iso(instantOf("2026-10-25", 180, PARIS)), "2026-10-25T02:00:00.000Z");
  assert.deepEqual(wallOf("2026-10-25T01:30:00Z", PARIS), { date: "2026-10-25", minutes: 150 });
});

test("wall clock to instant and back, every half hour of a year, in zones of every kind", () => {
  for (const zone of [PARIS, "America/St_Johns", "Australia/Lord_Howe", "Pacific/Kiritimati", "UTC"]) {
    for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2027, 0, 1); ms += 7.5 * 3_600_000) {
      const wall = wallOf(ms, zone);
      const again = instantOf(wall.date, wall.minutes, zone);
      assert.ok(again <= ms, `${zone} ${iso(ms)}`);
      assert.deepEqual(wallOf(again, zone), wall);
    }
  }
});

test("times of the day are written with two figures", () => {
  assert.equal(clockText(9 * 60 + 5), "09:05");
  assert.equal(clockText(1440), "24:00");
  assert.equal(minutesOf("13:30"), 810);
});

test("the days on which the clocks change are known", () => {
  assert.equal(clockChange("2026-03-29", PARIS), 60);
  assert.equal(clockChange("2026-10-25", PARIS), -60);
  assert.equal(clockChange("2026-11-26", PARIS), 0);
  assert.equal(clockChange("2026-04-05", "Australia/Lord_Howe"), -30);
});
