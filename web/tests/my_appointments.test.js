import assert from "node:assert/strict";
import { test } from "node:test";
import { isJoinable } from "../mine/joining.js";
import { cursorIn, pathOf, readQuery, requestOf } from "../mine/page_query.js";
import { nextTick, spoken, timeLeft } from "../mine/time_left.js";
import { FakeServer } from "./fake_server.mjs";
import { Browser } from "./tabs.mjs";

test("the address says which side and which page of it is looked at", () => {
  assert.deepEqual(readQuery(new URLSearchParams("")), { view: "upcoming", cursor: "" });
  assert.deepEqual(readQuery(new URLSearchParams("view=past&cursor=abc")), { view: "past", cursor: "abc" });
  assert.equal(readQuery(new URLSearchParams("view=nowhere")).view, "upcoming");
  assert.equal(pathOf("upcoming"), "/my-appointments");
  assert.equal(pathOf("past", "abc"), "/my-appointments?view=past&cursor=abc");
  assert.equal(cursorIn("http://place.example/api/appointments/mine/?when=past&cursor=abc"), "abc");
});

test("those to come begin with the next one, those gone by with the last one", () => {
  assert.deepEqual(requestOf("upcoming", ""), { page_size: 20, when: "upcoming" });
  assert.deepEqual(requestOf("past", "abc"), { page_size: 20, when: "past", cursor: "abc" });
  assert.deepEqual(requestOf("notes", ""), { page_size: 20 });
});

test("what is left of an offer", () => {
  const end = 10_000_000;
  assert.deepEqual(timeLeft(end, end - 7_140_000), { hours: 1, minutes: 59, seconds: 0, total: 7140 });
  assert.deepEqual(timeLeft(end, end - 61_500), { hours: 0, minutes: 1, seconds: 2, total: 62 });
  assert.equal(timeLeft(end, end + 5_000).total, 0);
});

test("the countdown ticks by the minute, towards the end by the second", () => {
  const end = 10_000_000;
  assert.equal(nextTick(end, end - 3_630_000), 30_000);
  assert.equal(nextTick(end, end - 3_600_000), 60_000);
  assert.equal(nextTick(end, end - 59_400), 400);
  assert.ok(nextTick(end, end + 1) > 0);
});

test("it is read aloud three times, not at each second", () => {
  assert.deepEqual([1200, 900, 301, 300, 61, 60, 1, 0].map(spoken), [null, 15, 15, 5, 5, 1, 1, null]);
});

test("a conversation can be joined shortly before it begins and until it ends", () => {
  const one = { status: "booked", starts_at: "2026-11-26T09:00:00Z", ends_at: "2026-11-26T09:45:00Z" };
  const at = (/** @type {string} */ time) => isJoinable(one, Date.parse(`2026-11-26T${time}Z`));
  assert.deepEqual(["08:44", "08:45", "09:44", "09:45"].map(at), [false, true, true, false]);
  assert.equal(isJoinable({ ...one, status: "cancelled" }, Date.parse("2026-11-26T09:00:00Z")), false);
});

/** @param {string} language */
async function reader(language) {
  const tab = await new Browser(new FakeServer().answer, { languages: [language] }).open();
  const i18n = await tab.load("i18n.js");
  await tab.run(async () => {
    await i18n.startI18n();
    await i18n.loadArea("mine");
  });
  return { when: await tab.load("appointments/when.js"), wish: await tab.load("mine/wish_words.js"), badge: await tab.load("appointments/status_badge.js") };
}

const time = { date: "2026-12-01", start: "09:00", end: "09:45" };

test("days and times in words, in both languages", async () => {
  const [fr, en] = [await reader("fr"), await reader("en")];
  assert.equal(fr.when.whenInWords(time, "2026-11-23"), "mardi 1er décembre, de 09:00 à 09:45");
  assert.equal(en.when.whenInWords(time, "2026-11-23"), "Tuesday 1 December, 09:00 to 09:45");
  assert.equal(fr.when.dayInWords("2026-12-11", "2026-11-23"), "vendredi 11 décembre");
  assert.equal(fr.when.dayInWords("2027-01-04", "2026-11-23"), "lundi 4 janvier 2027");
  assert.equal(fr.when.nearWhenInWords(time, "2026-11-30"), "demain, mardi 1er décembre, de 09:00 à 09:45");
  assert.equal(fr.when.nearDay("2026-12-02", "2026-11-30"), null);
  assert.equal(fr.when.instantInWords("2026-11-30T23:30:00Z", "2026-11-30"), "mardi 1er décembre à 00:30");
  assert.equal(fr.when.daysBetween("2026-10-24", "2026-10-26"), 2);
});

test("what somebody waits for, in words", async () => {
  const { wish } = await reader("fr");
  const days = { first_day: "2026-11-24", last_day: "2026-11-27" };
  assert.equal(wish.daysOf(days, "2026-11-23"), "du mardi 24 novembre au vendredi 27 novembre");
  assert.equal(wish.daysOf({ ...days, last_day: "2026-11-24" }, "2026-11-23"), "le mardi 24 novembre");
  const said = [[null, null], ["09:00", "12:00:00"], ["09:00", null], [null, "12:00"]];
  assert.deepEqual(
    said.map(([from_time, to_time]) => wish.timesOf({ from_time, to_time })),
    ["à toute heure", "entre 09:00 et 12:00", "à partir de 09:00", "avant 12:00"],
  );
});

test("what was booked and is over is no longer said to come", async () => {
  const { badge } = await reader("fr");
  const one = { status: "booked", starts_at: "2026-11-26T09:00:00Z", ends_at: "2026-11-26T09:45:00Z" };
  const at = (/** @type {string} */ clock) => badge.standing(one, Date.parse(`2026-11-26T${clock}Z`));
  assert.deepEqual(["08:59", "09:00", "09:45"].map(at), ["booked", "under_way", "over"]);
  assert.equal(badge.standing({ ...one, status: "no_show" }, 0), "no_show");
});
