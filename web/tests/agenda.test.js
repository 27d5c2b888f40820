import assert from "node:assert/strict";
import { test } from "node:test";
import { isNarrowed, listRequest, pathOf, readQuery, weekRequest } from "../agenda/agenda_query.js";
import { eventsOf, shownRows } from "../agenda/calendar_events.js";
import { closedDaysOf, openingsOf } from "../agenda/week_openings.js";
import { nearestOf, stepTo } from "../components/calendar_layout.js";

const TODAY = "2026-11-26";
const read = (/** @type {string} */ text) => readQuery(new URLSearchParams(text), TODAY);

test("an address that says nothing shows this week", () => {
  const asked = read("");
  assert.equal(asked.view, "week");
  assert.equal(asked.date, TODAY);
  assert.equal(pathOf(asked, TODAY), "/appointments");
});

test("what stands in the address comes back from it", () => {
  const paths = ["?view=day&date=2026-12-01&coach=6", "?date=2026-12-01&client=7&cancelled=1&open=12", "?view=list&status=held&when=past&cursor=abc", "?view=waiting&wishes=all"];
  for (const path of paths) assert.equal(pathOf(read(path), TODAY), `/appointments${path}`);
});

test("nonsense in the address is left out", () => {
  const asked = read("view=year&date=2026-13-40&coach=six&status=lost&open=-1");
  assert.equal(pathOf(asked, TODAY), "/appointments");
});

test("days of a week ask for the same", () => {
  assert.deepEqual(weekRequest(read("view=day&date=2026-11-27")), weekRequest(read("date=2026-11-23")));
  assert.equal(weekRequest(read("")).from, "2026-11-23");
  assert.equal(weekRequest(read("")).to, "2026-11-29");
});

test("the list looks ahead from this moment, or back from it", () => {
  const ahead = listRequest(read("view=list"));
  assert.deepEqual([ahead.over, ahead.from, ahead.ordering], [false, "", "starts_at"]);
  const back = listRequest(read("view=list&when=past"));
  assert.deepEqual([back.over, back.to, back.ordering], [true, "", "-starts_at"]);
  const span = listRequest(read("view=list&when=all&from=2026-11-01&to=2026-11-30"));
  assert.deepEqual([span.over, span.from, span.to, span.ordering], [null, "2026-11-01", "2026-11-30", "starts_at"]);
});

test("a day narrows the list only", () => {
  assert.equal(isNarrowed(read("view=list&from=2026-11-01")), true);
  assert.equal(isNarrowed(read("view=week&from=2026-11-01")), false);
  assert.equal(isNarrowed(read("client=7")), true);
});

/** @param {Record<string, unknown>} change @returns {any} */
const appointment = (change) => ({
  id: 1,
  client_name: "Karim Benali",
  coach: 6,
  coach_name: "Sophie Lemaître",
  status: "booked",
  starts_at: "2026-11-27T09:00:00.000000Z",
  ends_at: "2026-11-27T09:45:00.000000Z",
  location: "",
  video_url: "",
  message: "",
  cancel_reason: "",
  ...change,
});

test("cancelled ones are shown when they are asked for", () => {
  const rows = [appointment({}), appointment({ id: 2, status: "cancelled" })];
  assert.equal(shownRows(rows, read("")).length, 1);
  assert.equal(shownRows(rows, read("cancelled=1")).length, 2);
  assert.equal(shownRows(rows, read("status=cancelled")).length, 2);
});

test("only what is to come is moved", () => {
  const given = { coaches: [], video: "Visio", now: Date.parse("2026-11-26T08:00:00Z") };
  const rows = [appointment({}), appointment({ status: "held" }), appointment({ starts_at: "2026-11-26T07:00:00.000000Z" })];
  assert.deepEqual(eventsOf(rows, given).map(({ isFixed }) => isFixed), [false, true, true]);
});

test("of several coaches each has a colour and is named", () => {
  const given = { coaches: [{ id: 6 }, { id: 8 }], video: "Visio", now: 0 };
  const [one, other] = eventsOf([appointment({}), appointment({ coach: 8, coach_name: "Noël Béranger" })], given);
  assert.notEqual(one.hue, other.hue);
  assert.equal(other.people, "Noël Béranger");
  assert.equal(eventsOf([appointment({ video_url: "https://visio.example" })], { ...given, coaches: [] })[0].place, "Visio");
});

test("hours added and taken away count for their week", () => {
  const usual = [{ day: 1, opens: "09:00", closes: "12:30" }, { day: 2, opens: "09:00", closes: "12:30" }];
  const part = { day: "2026-11-23", kind: "closed_part", from_time: "10:00", to_time: "11:00", reason: "" };
  const extra = { day: "2026-11-28", kind: "extra", from_time: "09:00", to_time: "12:00", reason: "" };
  assert.deepEqual(openingsOf(usual, [part, extra]), [
    { day: 1, opens: "09:00", closes: "10:00" },
    { day: 1, opens: "11:00", closes: "12:30" },
    { day: 2, opens: "09:00", closes: "12:30" },
    { day: 6, opens: "09:00", closes: "12:00" },
  ]);
  const off = { day: "2026-11-24", kind: "closed", reason: "" };
  assert.deepEqual(closedDaysOf([off, extra], "jour d’absence"), { "2026-11-24": "jour d’absence" });
});

test("a move is drawn to the starts there are", () => {
  const starts = [540, 595, 650];
  assert.equal(nearestOf(starts, 570), 595);
  assert.equal(nearestOf([], 570), undefined);
  assert.equal(stepTo(starts, 540, 1, 15), 595);
  assert.equal(stepTo(starts, 650, 1, 15), 650);
  assert.equal(stepTo(starts, 600, -1, 15), 595);
  assert.equal(stepTo(starts, 650, -4, 15), 540);
  assert.equal(stepTo(undefined, 540, -4, 15), 480);
});
