import assert from "node:assert/strict";
import { test } from "node:test";
import { gathered } from "../planning/clashes.js";
import { byMonth, closingOf, datesOf, occurrencesOf, previewed, yearsBetween } from "../planning/dates.js";
import { groupPaths } from "../planning/group_paths.js";
import { comingTime } from "../planning/values.js";
import { endAfter, instantsOf, wallTimesOf } from "../planning/wall_times.js";

const rule = { weekday: 2, every_weeks: 2, first_day: "2026-09-02", last_day: "2026-10-20" };

test("a series counts its weeks from the first day that fits, as the server does", () => {
  assert.deepEqual(datesOf(rule), ["2026-09-08", "2026-09-22", "2026-10-06", "2026-10-20"]);
  assert.deepEqual(datesOf({ ...rule, weekday: 7, first_day: "2026-11-23", last_day: "2026-11-28" }), []);
  assert.deepEqual(datesOf({ ...rule, last_day: "" }), []);
});

test("days on which the place or the room's site is closed are named", () => {
  const closed = [
    { site: null, first_day: "2026-10-05", last_day: "2026-10-10", name: "Fermeture" },
    { site: 7, first_day: "2026-09-22", last_day: "2026-09-22", name: "Travaux" },
  ];
  const holidays = [
    { date: "2026-09-08", name: "Fête", is_closed: true },
    { date: "2026-10-20", name: "Ouvert", is_closed: false },
  ];
  assert.deepEqual(occurrencesOf(rule, { closed, holidays, site: null }).map((one) => one.closed), ["Fête", null, "Fermeture", null]);
  assert.equal(closingOf("2026-09-22", { closed, holidays, site: 7 }), "Travaux");
  assert.deepEqual(byMonth(occurrencesOf(rule, { closed, holidays, site: null })).map(({ month, days }) => [month, days.length]), [["2026-09", 2], ["2026-10", 2]]);
  assert.deepEqual(yearsBetween("2026-09-01", "2027-01-29"), [2026, 2027]);
});

/** @param {Partial<import("../planning/shapes.js").Clash>} change @returns {import("../planning/shapes.js").Clash} */
const clash = (change) => ({ kind: "room", with: 1, name: "B12", from: "2026-11-24T08:00:00Z", to: "2026-11-24T09:00:00Z", lesson: { id: 5, title: "Anglais" }, ...change });

test("the students of one lesson are one line, below what weighs more", () => {
  const lines = gathered([clash({ kind: "student", with: 8, name: "Lina" }), clash({ kind: "student", with: 9, name: "Jules" }), clash({})]);
  assert.deepEqual(lines.map(({ kind, names }) => [kind, names.join()]), [["room", "B12"], ["student", "Lina,Jules"]]);
});

test("students of a group that is taken itself are not counted again; what is somebody's own is", () => {
  const lines = gathered([
    clash({ kind: "group", with: 2, name: "SIO 1" }),
    clash({ kind: "student", with: 8, name: "Lina" }),
    clash({ kind: "student", with: 9, name: "Jules", lesson: null }),
  ]);
  assert.deepEqual(lines.map(({ kind, names }) => [kind, names.join()]), [["group", "SIO 1"], ["student", "Jules"]]);
});

test("a room that is taken on several days is one line with all of them", () => {
  const later = { from: "2026-12-01T08:00:00Z", to: "2026-12-01T09:00:00Z" };
  const [line, ...others] = gathered([clash(later), clash({})]);
  assert.equal(others.length, 0);
  assert.deepEqual(line.times.map(({ from }) => from.slice(0, 10)), ["2026-11-24", "2026-12-01"]);
});

test("a day and its times become instants of the place, on both sides of a change of the clocks", () => {
  const zone = "Europe/Paris";
  const winter = { day: "2026-10-26", starts_at: "08:30", ends_at: "10:00" };
  assert.equal(instantsOf(winter, zone)?.starts_at, "2026-10-26T07:30:00.000Z");
  assert.equal(instantsOf({ ...winter, day: "2026-10-24" }, zone)?.starts_at, "2026-10-24T06:30:00.000Z");
  assert.deepEqual(wallTimesOf({ starts_at: "2026-10-26T07:30:00Z", ends_at: "2026-10-26T09:00:00Z" }, zone), winter);
  assert.equal(instantsOf({ ...winter, ends_at: "" }, zone), null);
});

test("the end goes along with the start, within the day", () => {
  const before = { day: "2026-11-24", starts_at: "08:30", ends_at: "10:00" };
  assert.equal(endAfter(before, "13:15"), "14:45");
  assert.equal(endAfter(before, "23:30"), "10:00");
  assert.equal(endAfter(before, ""), "10:00");
});

test("groups stand in the order of their tree", () => {
  const group = (/** @type {number} */ id, /** @type {string} */ name, /** @type {number | null} */ parent) =>
    ({ id, name, parent, parent_name: null, programme_name: null, year: 1, year_name: "2026" });
  const paths = groupPaths([group(3, "TD 10", 1), group(2, "B", null), group(4, "TD 2", 1), group(1, "A", null)]);
  assert.deepEqual(paths.map(({ group: { name }, path }) => [...path, name].join("/")), ["A", "A/TD 2", "A/TD 10", "B"]);
});

test("the days that the server leaves out have the names that are known here", () => {
  const day = (/** @type {string} */ date, /** @type {any} */ skipped) => ({ date, starts_at: "", ends_at: "", skipped });
  const closed = [{ site: null, first_day: "2026-12-21", last_day: "2027-01-03", name: "Vacances" }];
  const lessons = [day("2026-12-14", null), day("2026-12-21", "closed_day"), day("2026-12-28", "exception"), day("2027-01-11", "holiday")];
  const days = previewed(lessons, { closed, holidays: [], site: null }, (skipped) => `?${skipped}`);
  assert.deepEqual(days.map((one) => one.closed), [null, "Vacances", "?exception", "?holiday"]);
});

test("a new lesson of today begins at the next half hour, within the hours of lessons", () => {
  assert.deepEqual([0, 8 * 60 + 29, 11 * 60, 11 * 60 + 30, 17 * 60 + 45, 20 * 60].map(comingTime), ["08:30", "08:30", "11:30", "12:00", "18:00", "08:30"]);
});
