import assert from "node:assert/strict";
import { test } from "node:test";
import { current } from "../navigation.js";

/** @param {string} to @param {RegExp} [also] @returns {import("../navigation.js").Entry} */
const entry = (to, also) => ({ to, icon: "calendar", label: "core.nav.today", group: "daily", also });

test("an entry is that of its page, of those below it, and of those that belong to it elsewhere", () => {
  const timetable = entry("/timetable", /^\/lessons\/\d+$/);
  assert.equal(current(timetable, "/timetable"), "page");
  assert.equal(current(timetable, "/timetable/new"), "true");
  assert.equal(current(timetable, "/lessons/12"), "true");
  assert.equal(current(timetable, "/lessons/12/register"), undefined);
  assert.equal(current(entry("/"), "/lessons/12"), undefined);
});
