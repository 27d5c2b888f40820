import assert from "node:assert/strict";
import { test } from "node:test";
import { pathOf, readQuery, requestOf } from "../people/list_query.js";
import { bodyOf, changedFields, rebase } from "../people/values.js";

const before = { "user.phone": "01", "user.birth_date": "", level: "A", students: [1, 2] };

test("only what was changed is sent, with what belongs to the person inside `user`", () => {
  const typed = { "user.phone": "02", "user.birth_date": "2006-05-04", level: "A ", students: [2, 1] };
  const names = changedFields(before, typed);
  assert.deepEqual(names, ["user.phone", "user.birth_date"]);
  assert.deepEqual(bodyOf(typed, names), { user: { phone: "02", birth_date: "2006-05-04" } });
});

test("an emptied date is sent as none", () => {
  assert.deepEqual(bodyOf({ birth_date: "" }, ["birth_date"]), { birth_date: null });
});

test("what was typed stays upon a newer state, and what others changed is told", () => {
  const mine = { ...before, "user.phone": "mine" };
  const theirs = { ...before, "user.phone": "theirs", level: "B" };
  const { values, overlaps } = rebase(before, mine, theirs);
  assert.deepEqual(values, { ...before, "user.phone": "mine", level: "B" });
  assert.deepEqual(overlaps, [
    { name: "user.phone", before: "01", theirs: "theirs", mine: "mine" },
    { name: "level", before: "A", theirs: "B", mine: null },
  ]);
});

test("two who typed the same do not disagree", () => {
  const same = { ...before, level: "B" };
  assert.deepEqual(rebase(before, same, same).overlaps, [{ name: "level", before: "A", theirs: "B", mine: null }]);
});

test("a list stands in the address as it was asked for", () => {
  const path = "/people?kind=students&search=z%C3%A9&state=inactive&level=BTS+1&ordering=-student_number&size=100";
  const query = readQuery(new URLSearchParams(path.split("?")[1]));
  assert.equal(pathOf(query), path);
  assert.deepEqual(requestOf(query), {
    search: "zé",
    level: "BTS 1",
    is_active: false,
    ordering: "-student_number",
    page_size: 100,
  });
});

test("what the API does not know is left out of the address", () => {
  const query = readQuery(new URLSearchParams("kind=tutors&ordering=student_number&level=A&role=COACH&size=7&state=x"));
  assert.equal(pathOf(query), "/people?kind=tutors");
});
