import assert from "node:assert/strict";
import { test } from "node:test";
import { afterRefusal } from "../checkin/claim.js";
import { clockOf, inTwo, leftUntil, longer, offsetOf } from "../checkin/code_clock.js";
import { afterMessage, partsOf } from "../checkin/live.js";
import { pairOf, scanned } from "../checkin/scanned.js";
import { doneOf } from "../checkin/use_open.js";

/** @param {number} student @param {object} [more] */
const one = (student, more = {}) => /** @type {any} */ ({ student, name: `Nom ${student}`, state: "not_yet", checked_in_at: null, score: 0, ...more });
/** @param {any[]} students @param {object} more */
const told = (students, more) => /** @type {any} */ ({ lesson: 7, state: "open", window: null, counts: {}, head_count: null, difference: null, look_at: [], row_version: 1, students, ...more });

test("a list begins it, changes are put in at their places, those who are gone go", () => {
  const list = afterMessage(null, told([one(1), one(2), one(3)], { type: "list", n: 1 }));
  const next = afterMessage(list, told([one(2, { state: "in" })], { type: "changes", n: 2, gone: [3], row_version: 2 }));
  assert.deepEqual(next?.students.map(({ student, state }) => [student, state]), [[1, "not_yet"], [2, "in"]]);
  assert.deepEqual([next?.row_version, next && "gone" in next, next && "type" in next], [2, false, false]);
});

test("somebody new stands in the order of last names", () => {
  const list = afterMessage(null, told([one(1, { name: "Zoé Arnaud" }), one(2, { name: "Ali Zola" })], { type: "list", n: 1 }));
  const next = afterMessage(list, told([one(3, { name: "Éva Étienne" })], { type: "changes", n: 2, gone: [] }));
  assert.deepEqual(next?.students.map(({ student }) => student), [1, 3, 2]);
});

test("changes before a list are no list", () => {
  assert.equal(afterMessage(null, told([one(1)], { type: "changes", n: 1, gone: [] })), null);
});

test("what wants a tap comes first: the most doubtful, the latest to come", () => {
  const parts = partsOf(told([
    one(1, { state: "doubtful", score: 50 }), one(2, { state: "doubtful", score: 110 }),
    one(3, { state: "in", checked_in_at: "2026-11-26T08:00:00Z" }), one(4, { state: "in", checked_in_at: "2026-11-26T08:01:00Z" }),
  ], {}));
  assert.deepEqual([parts.doubtful, parts.there].map((part) => part.map(({ student }) => student)), [[2, 1], [4, 3]]);
});

test("a code lives by the server's clock, however wrong this one is", () => {
  const here = Date.parse("2026-11-26T10:00:00Z");
  const offset = offsetOf("2026-11-26T09:00:00Z", here);
  assert.equal(leftUntil("2026-11-26T09:00:09Z", offset, here + 1_000), 8_000);
  assert.equal(leftUntil("2026-11-26T08:59:00Z", offset, here), 0);
  assert.deepEqual([clockOf(272_000), clockOf(500), inTwo("042137"), longer(130_000, 5), longer(0, 0)], ["4:32", "0:01", "042 137", 7, 1]);
});

test("only a picture of a check-in is taken", () => {
  assert.deepEqual(scanned("https://ecole.fr/app/check-in/12?code=042137"), { lesson: 12, code: "042137" });
  assert.deepEqual(scanned("042 137"), { lesson: null, code: "042137" });
  for (const text of ["https://ecole.fr/app/check-in/12", "https://ecole.fr/check-in/x?code=042137", "https://ecole.fr/?code=042137", "42", ""]) {
    assert.equal(scanned(text), null, text);
  }
});

test("two codes are two only when they differ", () => {
  assert.equal(pairOf("111111", "111111"), null);
  assert.equal(pairOf(null, "111111"), null);
  assert.deepEqual(pairOf("111111", "222222"), { previous_code: "111111", code: "222222" });
});

test("a refusal that is an answer is told as one", () => {
  assert.deepEqual(afterRefusal({ code: "already_in", body: { decision: "amber", accepted: null } }, "1"), {
    is: "done", done: { status: null, minutes: 0, decision: "amber", accepted: null },
  });
  assert.deepEqual(afterRefusal({ code: "second_code_needed", body: {} }, "042137"), { is: "second", first: "042137" });
  assert.deepEqual([afterRefusal({ code: "device_taken", body: {} }, ""), afterRefusal({ code: "wrong_code", body: {} }, "")], [{ is: "device" }, null]);
});

test("the professor's word reaches what was done on this visit", () => {
  const lesson = /** @type {any} */ ({ decision: "amber", accepted: true });
  const done = /** @type {any} */ ({ status: "late", minutes: 7, decision: "amber", accepted: null });
  assert.deepEqual(doneOf(lesson, done), { ...done, accepted: true });
  assert.equal(doneOf({ ...lesson, decision: null, accepted: null }, undefined), null);
});
