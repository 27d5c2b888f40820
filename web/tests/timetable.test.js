import assert from "node:assert/strict";
import { test } from "node:test";
import { foremost, lessonsOn, registersToTake } from "../school/days.js";
import { hueOfModule, lessonEvent } from "../school/lesson_event.js";
import { studentsOf } from "../timetable/found.js";
import { closedDates, namesOn, pathOf, readQuery, weekRequest, withoutMe } from "../timetable/week_query.js";

const TODAY = "2026-11-26";

/** @param {Partial<import("../school/shapes.js").Lesson>} [changes] @returns {import("../school/shapes.js").Lesson} */
function lesson(changes = {}) {
  return {
    id: 1, series: null, module: { id: 1, code: "ALGO", name: "Algorithmique" }, title: "Algorithmique",
    starts_at: "2026-11-26T08:00:00.000000Z", ends_at: "2026-11-26T09:30:00.000000Z", planned_starts_at: null, day: TODAY,
    room: { id: 1, name: "B12" }, professors: [{ id: 2, name: "Jean Dupont", substitutes: null }], groups: [{ id: 3, name: "SIO 1" }],
    status: "planned", reason: "", clash_reason: "", register: "not_taken", row_version: 1, ...changes,
  };
}

test("an address says whose week, which day and which lesson, and back", () => {
  for (const path of ["/timetable", "/timetable?person=7", "/timetable?group=2&view=day&date=2026-11-24", "/timetable?room=1&open=12"]) {
    const asked = readQuery(new URLSearchParams(path.split("?")[1] ?? ""), TODAY);
    assert.equal(pathOf(asked, TODAY), path);
  }
});

test("a week in the address is understood as the API names it", () => {
  assert.equal(readQuery(new URLSearchParams("week=2026-W50"), TODAY).date, "2026-12-07");
  assert.equal(readQuery(new URLSearchParams("week=2026-W48"), TODAY).date, TODAY);
  assert.equal(readQuery(new URLSearchParams("week=2026-W99"), TODAY).date, TODAY);
});

test("what makes no sense in the address is left out", () => {
  const asked = readQuery(new URLSearchParams("person=x&group=-1&date=26/11&view=month&open=0"), TODAY);
  assert.deepEqual(asked, { view: "week", date: TODAY, whose: { kind: "mine" }, open: null });
});

test("the request names the ISO week, also about the new year", () => {
  assert.deepEqual(weekRequest({ date: "2027-01-01", whose: { kind: "group", id: 4 } }), { week: "2026-W53", group: 4 });
  assert.deepEqual(weekRequest({ date: TODAY, whose: { kind: "mine" } }), { week: "2026-W48" });
});

test("one's own week is one's own, however it was asked for", () => {
  assert.deepEqual(withoutMe({ kind: "person", id: 2 }, 2), { kind: "mine" });
  assert.deepEqual(withoutMe({ kind: "person", id: 3 }, 2), { kind: "person", id: 3 });
});

test("a professor's week names the groups, a student's the professors, a room's both", () => {
  const me = { id: 2, teaches: true };
  assert.equal(namesOn({ kind: "mine" }, [lesson()], me), "groups");
  assert.equal(namesOn({ kind: "person", id: 9 }, [lesson()], me), "professors");
  assert.equal(namesOn({ kind: "room", id: 1 }, [lesson()], me), "both");
  assert.equal(namesOn({ kind: "group", id: 1 }, [lesson()], me), "professors");
});

test("closed days are told with their reason, first and last included", () => {
  const closed = [{ id: 1, first_day: "2026-11-24", last_day: "2026-11-25", name: "Pont" }];
  assert.deepEqual(closedDates(closed, ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"]), { "2026-11-24": "Pont", "2026-11-25": "Pont" });
});

test("a student of several groups is listed once", () => {
  const of = (/** @type {number} */ student, /** @type {string} */ name, /** @type {string} */ group) => ({ student, student_name: name, group: 1, group_name: group });
  assert.deepEqual(
    studentsOf([of(2, "Zoé", "B"), of(1, "Ana", "B"), of(1, "Ana", "A")]).map(({ name, note }) => [name, note]),
    [["Ana", "A, B"], ["Zoé", "B"]],
  );
});

test("foremost is what runs, else what comes next; what is cancelled is neither", () => {
  const early = lesson({ id: 1 });
  const off = lesson({ id: 2, status: "cancelled", starts_at: "2026-11-26T10:00:00Z", ends_at: "2026-11-26T11:00:00Z" });
  const late = lesson({ id: 3, starts_at: "2026-11-26T12:00:00Z", ends_at: "2026-11-26T13:00:00Z" });
  const day = lessonsOn([late, off, early], TODAY);
  assert.deepEqual(day.map(({ id }) => id), [1, 2, 3]);
  assert.equal(foremost(day, Date.parse("2026-11-26T08:30:00Z"))?.id, 1);
  assert.equal(foremost(day, Date.parse("2026-11-26T09:30:00Z"))?.id, 3);
  assert.equal(foremost(day, Date.parse("2026-11-26T13:00:00Z")), undefined);
});

test("registers are to be taken once the lesson has begun, unless it was cancelled", () => {
  const now = Date.parse("2026-11-26T10:30:00Z");
  const all = [lesson(), lesson({ id: 2, register: "closed" }), lesson({ id: 3, status: "cancelled" }), lesson({ id: 4, starts_at: "2026-11-26T12:00:00Z" })];
  assert.deepEqual(registersToTake(all, now).map(({ id }) => id), [1]);
});

test("a subject has one of eight colours, always the same; a lesson is fixed unless it may be moved", () => {
  assert.deepEqual([1, 8, 9].map((id) => hueOfModule({ id })), [1, 8, 1]);
  assert.equal(lessonEvent(lesson()).isFixed, true);
  assert.equal(lessonEvent(lesson(), { canMove: () => true, names: "both" }).isFixed, false);
  assert.equal(lessonEvent(lesson(), { names: "both" }).people, "Jean Dupont · SIO 1");
});
