import assert from "node:assert/strict";
import { test } from "node:test";
import { problemsOf, sentOf, spanOf } from "../absences/absence_span.js";
import { cursorIn, isNarrowed, pathOf, readQuery, requestOf } from "../absences/absences_query.js";
import { partsOf, standingOf } from "../absences/standing.js";

const PARIS = "Europe/Paris";
const NOW = Date.parse("2026-11-26T08:00:00Z");
const typed = { from: "", to: "", day: "", start: "", end: "" };

test("midnight ends the day before it", () => {
  const day = spanOf({ from: "2026-11-22T23:00:00Z", to: "2026-11-23T23:00:00Z" }, PARIS);
  assert.deepEqual(day, { first: "2026-11-23", start: 0, last: "2026-11-23", end: 1440, isWhole: true, isOneDay: true });
  const hours = spanOf({ from: "2026-11-23T08:00:00Z", to: "2026-11-23T09:30:00Z" }, PARIS);
  assert.deepEqual([hours.start, hours.end, hours.isWhole, hours.isOneDay], [540, 630, false, true]);
  // 25 October has 25 hours.
  const autumn = spanOf({ from: "2026-10-24T22:00:00Z", to: "2026-10-25T23:00:00Z" }, PARIS);
  assert.deepEqual([autumn.first, autumn.last, autumn.isWhole], ["2026-10-25", "2026-10-25", true]);
});

test("days are sent as days, hours as instants of the place", () => {
  assert.deepEqual(sentOf({ ...typed, kind: "days", from: "2026-11-23" }, PARIS), { from: "2026-11-23", to: "2026-11-23" });
  assert.deepEqual(sentOf({ ...typed, kind: "hours", day: "2026-07-01", start: "09:00", end: "10:30" }, PARIS), {
    from: "2026-07-01T07:00:00.000Z",
    to: "2026-07-01T08:30:00.000Z",
  });
});

test("what is missing or cannot be stands at its field", () => {
  assert.deepEqual(problemsOf({ ...typed, kind: "days" }), { from: "missing" });
  assert.deepEqual(problemsOf({ ...typed, kind: "days", from: "2026-11-23", to: "2026-11-20" }), { to: "order" });
  assert.deepEqual(problemsOf({ ...typed, kind: "hours" }), { day: "missing", start: "missing", end: "missing" });
  assert.deepEqual(problemsOf({ ...typed, kind: "hours", day: "2026-11-23", start: "10:00", end: "10:00" }), { end: "order" });
});

/** @param {Partial<import("../absences/shapes.js").Absence>} changes @returns {any} */
const absence = (changes) => ({
  id: 1,
  from: "2026-11-20T08:00:00Z",
  to: "2026-11-20T09:00:00Z",
  origin: "found",
  status: "declared",
  deadline: "2026-11-27T08:00:00Z",
  can_justify: true,
  ...changes,
});

test("how an absence stands depends on its deadline", () => {
  const of = (/** @type {any} */ changes) => standingOf(absence(changes), NOW);
  assert.equal(of({}), "to_justify");
  assert.equal(of({ deadline: "2026-11-25T08:00:00Z" }), "unjustified");
  assert.equal(of({ origin: "declared", deadline: null }), "declared");
  assert.equal(of({ status: "refused", deadline: null }), "refused");
  assert.equal(of({ status: "refused" }), "refused_open");
  assert.equal(of({ status: "justified" }), "justified");
});

test("what waits for a document comes first, the next deadline before others", () => {
  const parts = partsOf(
    [
      absence({ id: 1, status: "accepted", can_justify: false }),
      absence({ id: 2, deadline: "2026-11-29T08:00:00Z" }),
      absence({ id: 3 }),
      absence({ id: 4, origin: "declared", from: "2026-12-01T08:00:00Z", to: "2026-12-01T09:00:00Z", deadline: null }),
      absence({ id: 5, status: "accepted", from: "2026-11-24T08:00:00Z", to: "2026-11-24T09:00:00Z" }),
    ],
    NOW,
  );
  assert.deepEqual(Object.values(parts).map((part) => part.map(({ id }) => id)), [[3, 2], [4], [5, 1]]);
});

test("the address of the list", () => {
  const asked = readQuery(new URLSearchParams("status=all&student=12&group=x&from=2026-11-01&origin=lost"));
  assert.deepEqual(asked, { status: "all", origin: "", student: "12", group: "", from: "2026-11-01", to: "", cursor: "" });
  assert.equal(pathOf(asked), "/absences?status=all&student=12&from=2026-11-01");
  assert.equal(pathOf(readQuery(new URLSearchParams())), "/absences");
  assert.equal(requestOf(asked).status, "");
  assert.equal(isNarrowed(asked), true);
  assert.equal(cursorIn("http://x/api/absences/?cursor=abc&status=all"), "abc");
});
