import assert from "node:assert/strict";
import { test } from "node:test";
import {
  axisOf,
  axisSize,
  closedRanges,
  isOnAxis,
  openRanges,
  placeOn,
  segmentsByDate,
  sideBySide,
  timeAt,
} from "../components/calendar_layout.js";
import { datesOfWeek } from "../components/calendar_time.js";

const PARIS = "Europe/Paris";
const WEEK = datesOfWeek("2026-W48");

/** @param {string} id @param {string} startsAt @param {string} endsAt */
const event = (id, startsAt, endsAt) => ({ id, title: id, startsAt, endsAt });

/** Times of one day, UTC: [id, from, to]. @param {[string, string, string][]} times */
function day(times) {
  const events = times.map(([id, from, to]) => event(id, `2026-07-01T${from}:00Z`, `2026-07-01T${to}:00Z`));
  return sideBySide(segmentsByDate(events, ["2026-07-01"], "UTC").get("2026-07-01") ?? []);
}

/** @param {ReturnType<typeof day>} placed */
const summary = (placed) => placed.map((one) => `${one.event.id} ${one.column}/${one.columns}+${one.span}`);

test("an event stands on the day of the place, not of UTC", () => {
  const days = segmentsByDate([event("late", "2026-11-23T23:15:00Z", "2026-11-24T00:15:00Z")], WEEK, PARIS);
  assert.equal(days.get("2026-11-23")?.length, 0);
  assert.deepEqual(days.get("2026-11-24")?.map((one) => [one.from, one.to]), [[15, 75]]);
});

test("an event over midnight has a part on each day", () => {
  const days = segmentsByDate([event("night", "2026-11-24T21:00:00Z", "2026-11-25T01:00:00Z")], WEEK, PARIS);
  const [first] = days.get("2026-11-24") ?? [];
  const [second] = days.get("2026-11-25") ?? [];
  assert.deepEqual([first.from, first.to, first.fromBefore, first.goesOn], [1320, 1440, false, true]);
  assert.deepEqual([second.from, second.to, second.fromBefore, second.goesOn], [0, 120, true, false]);
});

test("what ends at midnight does not spill over", () => {
  const days = segmentsByDate([event("evening", "2026-11-24T21:00:00Z", "2026-11-24T23:00:00Z")], WEEK, PARIS);
  assert.equal(days.get("2026-11-24")?.[0].goesOn, false);
  assert.equal(days.get("2026-11-25")?.length, 0);
});

test("an event of several days fills those between", () => {
  const days = segmentsByDate([event("camp", "2026-11-24T08:00:00Z", "2026-11-27T08:00:00Z")], WEEK, PARIS);
  assert.deepEqual(days.get("2026-11-25")?.map((one) => [one.from, one.to]), [[0, 1440]]);
  assert.equal(days.get("2026-11-28")?.length, 0);
});

test("in the hour that comes twice nothing ends before it starts", () => {
  const week = datesOfWeek("2026-W43");
  const days = segmentsByDate([event("twice", "2026-10-25T00:45:00Z", "2026-10-25T01:15:00Z")], week, PARIS);
  assert.deepEqual(days.get("2026-10-25")?.map((one) => [one.from, one.to]), [[165, 165]]);
});

test("events that follow one another take the whole width", () => {
  assert.deepEqual(summary(day([["a", "09:00", "10:00"], ["b", "10:00", "11:00"]])), ["a 0/1+1", "b 0/1+1"]);
});

test("events that overlap stand side by side", () => {
  assert.deepEqual(summary(day([["a", "09:00", "11:00"], ["b", "10:00", "12:00"]])), ["a 0/2+1", "b 1/2+1"]);
});

test("a column that has become free is used again", () => {
  const placed = day([["a", "09:00", "10:00"], ["b", "09:00", "12:00"], ["c", "10:00", "11:00"]]);
  assert.deepEqual(summary(placed), ["b 0/2+1", "a 1/2+1", "c 1/2+1"]);
});

test("an event widens over free columns", () => {
  const placed = day([["a", "09:00", "12:00"], ["b", "09:30", "10:00"], ["c", "09:30", "10:00"], ["d", "11:00", "12:00"]]);
  assert.deepEqual(summary(placed), ["a 0/3+1", "b 1/3+1", "c 2/3+1", "d 1/3+2"]);
});

test("no two events ever cover one another", () => {
  let seed = 7;
  const chance = (/** @type {number} */ below) => (seed = (seed * 48271) % 2147483647) % below;
  for (let round = 0; round < 300; round += 1) {
    const events = Array.from({ length: 2 + chance(9) }, (_, id) => {
      const start = Date.UTC(2026, 6, 1, 8) + chance(96) * 300_000;
      return event(String(id), new Date(start).toISOString(), new Date(start + chance(30) * 300_000).toISOString());
    });
    const placed = sideBySide(segmentsByDate(events, ["2026-07-01"], "UTC").get("2026-07-01") ?? []);
    assert.equal(placed.length, events.length);
    for (const one of placed) {
      assert.ok(one.column + one.span <= one.columns);
      for (const other of placed) {
        if (one === other || one.from >= Math.max(other.to, other.from + 25) || other.from >= Math.max(one.to, one.from + 25)) continue;
        const [left, right] = one.column / one.columns <= other.column / other.columns ? [one, other] : [other, one];
        assert.equal(left.columns, right.columns);
        assert.ok(left.column + left.span <= right.column, JSON.stringify([left, right]));
      }
    }
  }
});

test("opening hours of the day, merged; the rest is closed", () => {
  const openings = [
    { day: 1, opens: "13:30", closes: "18:00" },
    { day: 1, opens: "08:30", closes: "12:30" },
    { day: 1, opens: "12:00", closes: "13:00" },
    { day: 2, opens: "20:00", closes: "00:00" },
  ];
  assert.deepEqual(openRanges(openings, "2026-11-23"), [{ from: 510, to: 780 }, { from: 810, to: 1080 }]);
  assert.deepEqual(openRanges(openings, "2026-11-24"), [{ from: 1200, to: 1440 }]);
  assert.deepEqual(closedRanges(openRanges(openings, "2026-11-23"), { from: 480, to: 1080 }), [
    { from: 480, to: 510 },
    { from: 780, to: 810 },
  ]);
  assert.deepEqual(closedRanges([], { from: 480, to: 600 }), [{ from: 480, to: 600 }]);
});

test("the axis runs over what is used, and folds an empty night", () => {
  assert.deepEqual(axisOf([]).length, 10);
  const axis = axisOf([{ from: 510, to: 750 }, { from: 810, to: 1110 }, { from: 1380, to: 1440 }, { from: 0, to: 60 }]);
  assert.equal(axis[0].from, 0);
  assert.deepEqual(axis[1], { from: 60, to: 480, at: 1, size: 0.5, isFolded: true });
  assert.equal(axisSize(axis), 1 + 0.5 + 11 + 0.5 + 1);
  assert.equal(placeOn(axis, 480), 1.5);
  assert.equal(placeOn(axis, 570), 3);
  assert.equal(placeOn(axis, 1440), 14);
  assert.ok(isOnAxis(axis, 300) && !isOnAxis(axis, 1440));
});

test("a place on the axis leads back to its time", () => {
  const axis = axisOf([{ from: 510, to: 720 }, { from: 1380, to: 1440 }]);
  for (let minutes = 480; minutes < 1440; minutes += 5) assert.ok(Math.abs(timeAt(axis, placeOn(axis, minutes)) - minutes) < 1e-6);
  assert.equal(timeAt(axis, -3), 480);
  assert.equal(timeAt(axis, 99), 1440);
});

test("a short event at the end of the day stays on the axis", () => {
  assert.equal(axisOf([{ from: 1435, to: 1440 }]).at(-1)?.to, 1440);
});
