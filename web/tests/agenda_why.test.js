import assert from "node:assert/strict";
import { test } from "node:test";
import { claimantOf, reasonsOf, whyNot } from "../agenda/why_words.js";

/** @param {Partial<import("../agenda/why_words.js").Why>} change @returns {import("../agenda/why_words.js").Why} */
const why = (change) => ({
  free: false,
  code: null,
  opening: { by: "rule", open: true, from: "09:00", to: "12:30" },
  claims: [],
  past: false,
  beyond_horizon: false,
  within_notice: false,
  ...change,
});
const claim = { from: "2026-11-27T08:00:00.000000Z", to: "2026-11-27T08:55:00.000000Z", by: "appointment", id: 33, whose: /** @type {const} */ ("coach") };
const given = { known: [], rules: null, minutes: 45 };

test("every reason stands there, those against it first", () => {
  const reasons = reasonsOf(why({ code: "in_the_past", past: true, within_notice: true, claims: [claim] }), given);
  assert.deepEqual(reasons.map(({ key }) => key), ["past", "notice", "appointment 33", "opening"]);
  assert.deepEqual(reasons.map(({ isAgainst }) => isAgainst), [true, true, true, false]);
});

test("a free time has what speaks for it", () => {
  assert.deepEqual(reasonsOf(why({ free: true }), given).map(({ isAgainst }) => isAgainst), [false]);
});

test("what only the code says is not lost", () => {
  const keys = (/** @type {string} */ code) => reasonsOf(why({ code }), given).map(({ key }) => key);
  assert.ok(keys("not_on_grid").includes("grid"));
  assert.ok(keys("outside_hours").includes("too_long"));
  assert.ok(keys("person_busy").includes("busy"));
  assert.ok(keys("too_many_bookings").includes("most"));
});

test("an appointment that takes the time can be opened when it is ours to read", () => {
  const [reason] = reasonsOf(why({ code: "slot_taken", claims: [claim] }), { ...given, known: [{ id: 33, client_name: "Karim" }] });
  assert.equal(reason.appointment, 33);
});

test("what takes the client's time only is said as such", () => {
  const lesson = { ...claim, by: "lesson", id: 5, whose: /** @type {const} */ ("client") };
  const reasons = reasonsOf(why({ code: "person_busy", claims: [lesson] }), given);
  assert.deepEqual(reasons.map(({ key }) => key), ["lesson 5", "opening"]);
  assert.equal(reasons[0].text, "agenda.why.client.lesson");
});

test("in a few words, who has the coach's time", () => {
  const rows = [{ id: 33, client_name: "Karim" }];
  const lesson = { ...claim, by: "lesson", id: 5, whose: /** @type {const} */ ("client") };
  assert.equal(whyNot(why({ code: "slot_taken", claims: [lesson, claim] }), rows), "agenda.not.taken_by");
  assert.equal(whyNot(why({ code: "slot_taken", claims: [] }), rows), "agenda.not.slot_taken");
  assert.equal(whyNot(why({ code: "person_busy", claims: [lesson] }), rows), "agenda.not.person_busy");
});

test("an unknown claimant has a word too", () => {
  assert.equal(claimantOf("hold"), "hold");
  assert.equal(claimantOf("busy_feed"), "feed");
  assert.equal(claimantOf("fire_drill"), "other");
});
