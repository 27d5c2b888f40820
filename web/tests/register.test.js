import assert from "node:assert/strict";
import { test } from "node:test";
import { meantBy } from "../register/keys.js";
import { assumedFor, changeOf, countsOf, found, isIdle, itemsOf, minutesAtFirst, nextStatus, standingOf } from "../register/marks.js";
import { afterAnswer, bodyOf, emptyDraft, isWaiting, settled, withAssumed, withKnown, withoutAssumed } from "../register/merging.js";
import { asked, fromDay, isNarrowed } from "../register/missing_query.js";

/** @typedef {import("../register/shapes.js").Mark} Mark */
/** @typedef {import("../register/shapes.js").Register} Register */

/** @param {number} student @param {Partial<Mark>} [more] @returns {Mark} */
const mark = (student, more = {}) => ({
  student, name: `Nom ${student}`, expected: true, status: null, minutes: 0, minutes_late: 0, minutes_left: 0, source: null,
  voices: { student: null, confirmed: false, professor: null, office: null }, note: "", absence: null, announced: false, row_version: 0, ...more,
});
const claimed = /** @type {Mark["voices"]} */ ({ student: "present", confirmed: false, professor: null, office: null });
/** @param {Mark[]} marks @param {Partial<Register>} [more] @returns {Register} */
const register = (marks, more = {}) => ({ lesson: 7, state: "open", head_count: null, marks, conflicts: [], closed_at: null, events: [], row_version: 3, ...more });
/** @param {Register} known @param {object} [more] */
const draft = (known, more = {}) => ({ ...emptyDraft(3, 7), known, ...more });
/** @param {import("../register/shapes.js").Status} status @param {object} [more] */
const change = (status, more = {}) => ({ status, late: 0, left: 0, base: 0, at: 1, ...more });

test("everybody is present until somebody says otherwise; who has declared an absence is absent", () => {
  const list = register([mark(1), mark(2, { announced: true }), mark(3, { expected: false })]);
  assert.deepEqual(list.marks.map((one) => assumedFor(list, one)), ["present", "absent", null]);
  assert.equal(assumedFor({ ...list, state: "closed" }, mark(1)), null);
});

test("after a check-in who has not come is absent, and who is not confirmed is to be looked at", () => {
  const list = register([mark(1), mark(2, { voices: claimed })]);
  const [absent, doubtful] = itemsOf(draft(list), list).map(({ standing }) => standing);
  assert.deepEqual([absent.status, absent.isAssumed], ["absent", true]);
  assert.deepEqual([doubtful.status, doubtful.isDoubtful, nextStatus(doubtful)], [null, true, "present"]);
});

test("a tap leads from present to absent to late and back; anything else to present", () => {
  const after = (/** @type {any} */ status) => nextStatus(standingOf(mark(1, { status }), undefined, null));
  assert.deepEqual(["present", "absent", "late", "excused", "remote"].map(after), ["absent", "late", "present", "present", "present"]);
});

test("minutes begin with the clock, within the lesson", () => {
  const lesson = { starts_at: "2026-11-26T08:00:00Z", ends_at: "2026-11-26T09:00:00Z" };
  const at = (/** @type {string} */ time) => Date.parse(`2026-11-26T${time}Z`);
  assert.equal(minutesAtFirst("late", lesson, at("08:12:00")), 12);
  assert.equal(minutesAtFirst("late", lesson, at("07:55:00")), 1);
  assert.equal(minutesAtFirst("late", lesson, at("15:00:00")), 10);
  assert.equal(minutesAtFirst("left_early", lesson, at("08:45:00")), 15);
  assert.equal(minutesAtFirst("absent", lesson, at("08:45:00")), 0);
});

test("what stands anyway need not be kept, a note must", () => {
  const present = changeOf(mark(1), { status: "present", minutes: 0 }, 5);
  assert.equal(isIdle(present, mark(1), "present"), true);
  assert.equal(isIdle(present, mark(1, { voices: claimed }), "present"), false);
  assert.equal(isIdle(changeOf(mark(1), { status: "present", minutes: 0, note: "malade" }, 5), mark(1), "present"), false);
  const late = mark(2, { status: "late", minutes_late: 5 });
  assert.equal(isIdle(changeOf(late, { status: "late", minutes: 10 }, 5), late, null), false);
});

test("names are found without their accents, in any order", () => {
  const list = register([mark(1, { name: "Inès Lefèvre" }), mark(2, { name: "Hugo Petit", status: "excused" })]);
  const items = itemsOf(draft(list), list);
  assert.deepEqual(found(items, "lefevre ines", "all").map(({ mark: { student } }) => student), [1]);
  assert.deepEqual(found(items, "", "absent").map(({ mark: { student } }) => student), [2]);
  assert.deepEqual([countsOf(items).present, countsOf(items).excused], [1, 1]);
});

test("what was written is forgotten, what was tapped meanwhile is made from it", () => {
  const list = register([mark(1), mark(2)]);
  const sent = draft(list, { changes: { 1: change("absent"), 2: change("late", { late: 5 }) } });
  const now = { ...sent, changes: { ...sent.changes, 2: change("present", { at: 9 }) } };
  const answer = register([mark(1, { status: "absent", row_version: 1 }), mark(2, { status: "late", row_version: 1 })]);
  const after = afterAnswer(now, sent, answer);
  assert.deepEqual(Object.keys(after.changes), ["2"]);
  assert.equal(after.changes[2].base, 1);
});

test("somebody else's word stands beside one's own until one is chosen", () => {
  const list = register([mark(1)]);
  const sent = draft(list, { changes: { 1: change("absent") } });
  const theirs = { status: "late", minutes_late: 5, minutes_left: 0, note: "", source: "office", row_version: 4 };
  const answer = register([mark(1, { status: "late", row_version: 4 })], { conflicts: [{ student: 1, reason: "changed", yours: {}, theirs }] });
  const after = afterAnswer(sent, sent, answer);
  assert.deepEqual([after.changes, after.clashes[1].mine.status], [{}, "absent"]);
  assert.equal(settled(after, 1, "mine").changes[1].base, 4);
  assert.deepEqual(settled(after, 1, "theirs").clashes, {});
  // It has come to say the same.
  assert.deepEqual(withKnown(after, register([mark(1, { status: "absent", row_version: 5 })])).clashes, {});
});

test("closing says what was taken for granted, never against somebody's word, and can be called off", () => {
  const list = register([mark(1), mark(2), mark(3, { status: "late" })]);
  const closing = { ...withAssumed(draft(list, { changes: { 2: change("absent") } }), 5), isClosing: true };
  assert.deepEqual(bodyOf(closing).marks.map(({ student, status }) => [student, status]), [[1, "present"], [2, "absent"]]);
  const theirs = { status: "absent", minutes_late: 0, minutes_left: 0, note: "", source: "professor", row_version: 1 };
  const answer = register(list.marks, { conflicts: [{ student: 1, reason: "changed", yours: {}, theirs }] });
  assert.deepEqual(afterAnswer(closing, closing, answer).clashes, {});
  const off = withoutAssumed(closing);
  assert.deepEqual([Object.keys(off.changes), off.isClosing, isWaiting(off)], [["2"], false, true]);
});

test("who is no longer enrolled is named, the office's word is told", () => {
  const list = register([mark(1), mark(2)]);
  const sent = draft(list, { changes: { 1: change("absent"), 2: change("absent") } });
  const theirs = { status: "excused", minutes_late: 0, minutes_left: 0, note: "", source: "office", row_version: 2 };
  const answer = register([mark(2)], { conflicts: [{ student: 1, reason: "not_expected", yours: {}, theirs: null }, { student: 2, reason: "office_holds", yours: {}, theirs }] });
  const after = afterAnswer(sent, sent, answer);
  assert.deepEqual([after.strangers, after.overruled.map(({ student }) => student), isWaiting(after)], [["Nom 1"], [2], false]);
});

test("letters and arrows mean something on a name, with a modifier nothing", () => {
  const key = (/** @type {string} */ name, more = {}) => meantBy({ key: name, ctrlKey: false, metaKey: false, altKey: false, ...more });
  assert.deepEqual([key("a"), key("R"), key("l"), key("ArrowDown")], [{ say: "absent" }, { say: "late" }, { say: "late" }, { go: 1 }]);
  assert.deepEqual([key("a", { ctrlKey: true }), key("z"), key("Enter")], [null, null, null]);
});

test("missing registers are asked for as the address says", () => {
  const wanted = asked(new URLSearchParams("period=week&group=x&professor=3"));
  assert.deepEqual([wanted.period, wanted.group, wanted.professor, isNarrowed(wanted)], ["week", "", "3", true]);
  assert.equal(isNarrowed(asked(new URLSearchParams("period=ever&cursor=abc"))), false);
  assert.deepEqual([fromDay("", "2026-11-26"), fromDay("today", "2026-11-26"), fromDay("week", "2026-12-03")], ["", "2026-11-26", "2026-11-27"]);
});
