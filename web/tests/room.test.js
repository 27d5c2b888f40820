import assert from "node:assert/strict";
import { test } from "node:test";
import { closingIn } from "../room/closing_time.js";
import { afterMessage, countsOf, watched } from "../room/live.js";
import { reasonsOf } from "../room/orders.js";
import { lines, planOf } from "../room/plan.js";
import { afterKey, nextFree, settled } from "../room/plan_place.js";
import { hearing, occupied, stillThere, toggled } from "../room/selection.js";
import { pathOf, readQuery, requestOf } from "../room/sessions_query.js";
import { minutesIn } from "../seats/minutes.js";
import { clockText, percentUsed, secondsLeft, urgency } from "../seats/time_left.js";

const NOW = Date.parse("2026-11-26T10:00:00Z");
const at = (/** @type {number} */ seconds) => new Date(NOW + seconds * 1000).toISOString();

/** @param {number} id @param {Record<string, unknown>} [more] @returns {any} */
const seat = (id, more) => ({ id, name: `Poste ${id}`, status: "available", is_online: true, is_enrolled: true, position_x: null, position_y: null, session: null, unread: 0, ...more });
const session = (/** @type {number} */ left) => ({ id: 1, status: "active", visitor: null, visitor_name: null, duration_seconds: 3600, ends_at: at(left), remaining_seconds: null, seat_kept_until: null });

const hours = { closes_at: at(60), is_open: true };

test("changes are put into the list: those that changed, the new ones by name, without those that are gone", () => {
  const list = afterMessage(null, { n: 1, now: at(0), type: "list", seats: [seat(2), seat(10)], ...hours });
  const after = afterMessage(list, { n: 2, now: at(1), type: "changes", seats: [seat(9), seat(10, { unread: 1 })], gone: [2], ...hours });
  assert.deepEqual(after?.seats.map(({ name, unread }) => [name, unread]), [["Poste 9", 0], ["Poste 10", 1]]);
  assert.equal(after?.closesAt, at(60));
  assert.equal(afterMessage(null, { n: 1, now: at(0), type: "changes", seats: [], gone: [], ...hours }), null);
});

test("seats are counted by what is shown, and watched: messages, silence, then whoever ends first", () => {
  const seats = [
    seat(1, { status: "in_use", session: session(200) }),
    seat(2, { status: "offline", is_online: false, session: session(2000) }),
    seat(3, { status: "in_use", session: session(30) }),
    seat(4, { unread: 1 }),
    seat(5, { status: "in_use", session: session(2000) }),
  ];
  assert.deepEqual(countsOf(seats), { available: 1, in_use: 3, reserved: 0, maintenance: 0, offline: 1 });
  assert.deepEqual(watched(seats, NOW).map(({ seat: { id }, why }) => [id, why]), [[4, "message"], [2, "doubtful"], [3, "ending"], [1, "ending"]]);
});

test("seats are picked one by one, all of them or those with a session; one that is gone is none of them any more", () => {
  const seats = [seat(1, { session: session(30) }), seat(2), seat(3, { session: session(30), is_enrolled: false })];
  assert.deepEqual(toggled(toggled(toggled([], 3), 2), 3), [2]);
  assert.deepEqual([occupied(seats), hearing(seats).map(({ id }) => id)], [[1, 3], [1]]);
  assert.deepEqual(stillThere([9, 3, 1], seats), [1, 3]);
});

test("seats that did not take an order stand with their reason, which is said once", () => {
  const of = (/** @type {number} */ id, /** @type {string} */ message, /** @type {string | null} */ name = `Poste ${id}`) => ({ workstation: id, name, code: "c", message });
  assert.deepEqual(reasonsOf([of(1, "Occupé"), of(2, "Sans agent"), of(3, "Sans agent"), of(4, "Sans agent", null)]), [
    { why: "Sans agent", names: ["Poste 2", "Poste 3", "#4"] },
    { why: "Occupé", names: ["Poste 1"] },
  ]);
  assert.deepEqual(reasonsOf([]), []);
});

test("positions become lines, near ones the same, with one left free for an aisle", () => {
  assert.deepEqual([...lines([0, 5, 100, 200, 420, 520])], [[0, 1], [5, 1], [100, 2], [200, 3], [420, 5], [520, 6]]);
  assert.deepEqual([...lines([])], []);
  assert.deepEqual([...lines([300])], [[300, 1]]);
});

test("two at one place, and those without any, stand below the plan", () => {
  const { placed, loose, columns } = planOf([seat(1, { position_x: 0, position_y: 0 }), seat(2, { position_x: 0, position_y: 0 }), seat(3), seat(4, { position_x: 100, position_y: 0 })]);
  assert.deepEqual(placed.map(({ seat: { id }, column, row }) => [id, column, row]), [[1, 1, 1], [4, 2, 1]]);
  assert.deepEqual(loose.map(({ id }) => id).sort(), [2, 3]);
  assert.deepEqual(columns, [true, true]);
});

test("what is left follows from the end of a session that runs, and stands still for one that rests", () => {
  assert.equal(secondsLeft(session(90), NOW), 90);
  assert.equal(secondsLeft(session(-5), NOW), 0);
  assert.equal(secondsLeft({ ends_at: null, remaining_seconds: 120, duration_seconds: 3600 }, NOW), 120);
  assert.equal(percentUsed({ duration_seconds: 3600 }, 900), 75);
  assert.deepEqual([clockText(59.9), clockText(600), clockText(3725)], ["00:59", "10:00", "1:02:05"]);
  assert.deepEqual([urgency(301), urgency(300), urgency(60)], ["calm", "soon", "last"]);
});

test("closing is told within three quarters of an hour", () => {
  assert.deepEqual([at(600), at(2700), at(2701), at(0), at(-5), null].map((closesAt) => closingIn(closesAt, NOW)), [600, 2700, null, null, null, null]);
});

test("the list of sessions keeps in its address what is not usual", () => {
  const asked = readQuery(new URLSearchParams("status=waiting&room=2&from=2026-13&search=QX4"));
  assert.equal(pathOf(asked), "/rooms/sessions?status=waiting&search=QX4&room=2");
  assert.equal(requestOf(asked).status, "waiting");
  assert.equal(requestOf(readQuery(new URLSearchParams())).open, true);
  assert.equal(pathOf(readQuery(new URLSearchParams("status=nonsense"))), "/rooms/sessions");
});

test("minutes that are typed are a whole number of a day at most", () => {
  assert.deepEqual(["15", " 90 ", "1440"].map(minutesIn), [15, 90, 1440]);
  assert.deepEqual(["", "0", "1441", "1,5", "-3", "une"].map(minutesIn), [0, 0, 0, 0, 0, 0]);
});

test("a seat comes to rest in line, inside the plan, by pointer and by key", () => {
  assert.deepEqual(settled({ x: 1249, y: 12_000 }), { x: 1000, y: 10_000 });
  assert.deepEqual(afterKey({ x: 1100, y: 0 }, "ArrowRight"), { x: 1500, y: 0 });
  assert.deepEqual(afterKey({ x: 0, y: 0 }, "ArrowUp"), { x: 0, y: 0 });
  assert.equal(afterKey({ x: 0, y: 0 }, "Enter"), null);
});

test("one more stands where none is, row by row", () => {
  assert.deepEqual(nextFree([]), { x: 0, y: 0 });
  assert.deepEqual(nextFree([{ x: 500, y: 0 }, { x: 4000, y: 1000 }]), { x: 6000, y: 0 });
});
