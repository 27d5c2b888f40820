import assert from "node:assert/strict";
import { test } from "node:test";
import { clockOfSeconds, phaseOf, secondsLeft } from "../booking/countdown.js";
import { bookPath, chosenOf, coachesFor, wantedOf } from "../booking/wanted.js";

const coach = (id, services = [1]) => /** @type {any} */ ({ id, services: services.map((service) => ({ id: service })) });

test("a step is its address, and what is no number or no time is not asked for", () => {
  const wanted = wantedOf(new URLSearchParams("coach=6&service=x&date=2026-12-02&start=09:00&client=me&move=-1"));
  assert.deepEqual([wanted.coach, wanted.service, wanted.date, wanted.start, wanted.client, wanted.move], [6, null, "2026-12-02", "09:00", "me", null]);
  assert.equal(wantedOf(new URLSearchParams("date=2026-12-02")).date, null);
  assert.equal(bookPath({ coach: 6, service: null, start: "09:00" }), "/book?coach=6&start=09%3A00");
  assert.equal(bookPath({}), "/book");
});

test("nobody is asked where there is one only", () => {
  const none = { coach: null, service: null };
  assert.equal(chosenOf([coach(6)], none).coach?.id, 6);
  assert.equal(chosenOf([coach(6)], none).service?.id, 1);
  assert.equal(chosenOf([coach(6), coach(7)], none).coach, null);
  assert.equal(chosenOf([coach(6, [1, 2])], none).service, null);
  assert.equal(chosenOf([coach(6, [1, 2])], { coach: null, service: 2 }).service?.id, 2);
});

test("staff book for anybody, a coach for others with themselves, nobody with themselves", () => {
  const all = [coach(6), coach(7)];
  const ids = (/** @type {any} */ who) => coachesFor(all, who).map(({ id }) => id);
  assert.deepEqual(ids({ me: 1, isKeeper: false, isStaff: false, client: null }), [6, 7]);
  assert.deepEqual(ids({ me: 6, isKeeper: true, isStaff: false, client: null }), [7]);
  assert.deepEqual(ids({ me: 6, isKeeper: true, isStaff: false, client: 9 }), [6]);
  assert.deepEqual(ids({ me: 1, isKeeper: true, isStaff: true, client: 9 }), [6, 7]);
  assert.deepEqual(ids({ me: 1, isKeeper: true, isStaff: true, client: 7 }), [6]);
});

test("the countdown says when the end is near", () => {
  assert.equal(secondsLeft(10_400, 9_000), 2);
  assert.equal(secondsLeft(8_000, 9_000), 0);
  assert.equal(clockOfSeconds(272), "4:32");
  assert.deepEqual([61, 60, 1, 0].map(phaseOf), ["long", "near", "near", "over"]);
});
