import assert from "node:assert/strict";
import { test } from "node:test";
import { ageOn, needsGuardian } from "../visitors/age.js";
import { cursorIn, isNarrowed, pathOf, readQuery } from "../visitors/list_query.js";
import { lookUpQuery } from "../visitors/look_up.js";

test("somebody is a year older on their birthday", () => {
  assert.equal(ageOn("2011-11-27", "2026-11-26"), 14);
  assert.equal(ageOn("2011-11-26", "2026-11-26"), 15);
  assert.equal(ageOn("2012-02-29", "2027-02-28"), 14);
  assert.equal(ageOn("2012-02-29", "2027-03-01"), 15);
  assert.equal(ageOn("2026-11-26", "2026-11-26"), 0);
});

test("no age follows from no date, half a date, or a date to come", () => {
  for (const birth of [null, "", "2011-13-40", "201", "2027-01-01"]) assert.equal(ageOn(birth, "2026-11-26"), null);
});

test("a parent agrees for whoever is younger than fifteen, as far as it is known", () => {
  assert.equal(needsGuardian("2011-11-27", "2026-11-26"), true);
  assert.equal(needsGuardian("2011-11-26", "2026-11-26"), false);
  assert.equal(needsGuardian(null, "2026-11-26"), false);
});

test("the list stands in the address, and what is unknown there is passed over", () => {
  const asked = readQuery(new URLSearchParams("search=ben&category=3&consent=missing&hold=true&ordering=-last_visit_at&x=1"));
  assert.deepEqual(asked, { search: "ben", category: "3", consent: "missing", hold: "true", ordering: "-last_visit_at", cursor: "" });
  assert.equal(pathOf(asked), "/visitors?search=ben&category=3&consent=missing&hold=true&ordering=-last_visit_at");
  const odd = readQuery(new URLSearchParams("category=a&consent=maybe&hold=no&ordering=password"));
  assert.equal(pathOf(odd), "/visitors");
  assert.equal(isNarrowed(odd), false);
  assert.equal(isNarrowed({ ...odd, search: "x" }), true);
  assert.equal(cursorIn("/api/visitors/?cursor=abc&page_size=2"), "abc");
});

test("people are looked up once enough is typed to tell one from another", () => {
  const nothing = { first_name: "", last_name: "", birth_date: "", email: "", phone: "" };
  assert.equal(lookUpQuery(nothing), null);
  assert.equal(lookUpQuery({ ...nothing, last_name: " b " }), null);
  assert.equal(lookUpQuery({ ...nothing, birth_date: "1991-04-12" }), null);
  assert.deepEqual(lookUpQuery({ ...nothing, first_name: "Amina", last_name: " Benkacem " }), { last_name: "Benkacem", first_name: "Amina" });
  assert.deepEqual(lookUpQuery({ ...nothing, last_name: "Be", birth_date: "1991-04-12" }), { last_name: "Be", birth_date: "1991-04-12" });
  assert.deepEqual(lookUpQuery({ ...nothing, last_name: "Be", birth_date: "1991-04" }), { last_name: "Be" });
  assert.equal(lookUpQuery({ ...nothing, email: "amina@" }), null);
  assert.deepEqual(lookUpQuery({ ...nothing, email: "a@b.fr" }), { email: "a@b.fr" });
  assert.equal(lookUpQuery({ ...nothing, phone: "06 11" }), null);
  assert.deepEqual(lookUpQuery({ ...nothing, phone: " 06 11 22 " }), { phone: "06 11 22" });
});
