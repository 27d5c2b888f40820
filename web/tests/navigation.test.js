import assert from "node:assert/strict";
import { test } from "node:test";
import { current } from "../navigation.js";
import { FakeServer } from "./fake_server.mjs";
import { Browser } from "./tabs.mjs";

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

/** Where the navigation leads somebody with these rights, in a place with these modules and features. */
async function entriesOf({ rights = [], permissions = {} }, modules, features = []) {
  const tab = await new Browser(new FakeServer().answer).open();
  const [navigation, session, { place }] = await Promise.all(["navigation.js", "session.js", "place.js"].map((name) => tab.load(name)));
  session.status.value = "in";
  session.profile.value = { permissions, rights, roles: [], must_change_password: false };
  place.value = { ...place.peek(), modules, features };
  return tab.run(() => navigation.entries().map(({ to }) => to));
}

const OWN = ["/profile", "/security"];

test("everybody has their day and what is their own, whatever is on", async () => {
  assert.deepEqual(await entriesOf({}, []), ["/", ...OWN]);
});

test("the navigation holds what one's rights open, of the modules that are on", async () => {
  const student = { rights: ["school.view", "school.attend", "school.absences"] };
  assert.deepEqual(await entriesOf(student, ["school"]), ["/", "/timetable", "/check-in", "/absences", ...OWN]);
  assert.deepEqual(await entriesOf(student, []), ["/", ...OWN]);
  const operator = { rights: ["workstations.manage", "visitors.manage"] };
  const rooms = await entriesOf(operator, ["workstations"], ["visitors"]);
  assert.ok(rooms.includes("/rooms") && rooms.includes("/visitors") && !rooms.includes("/people"));
  assert.ok(!(await entriesOf(operator, ["workstations"])).includes("/visitors"));
  const manager = { permissions: { can_manage_users: true } };
  assert.deepEqual(await entriesOf(manager, []), ["/", "/people", ...OWN]);
  assert.deepEqual(await entriesOf({}, ["appointments"]), ["/", "/book", "/my-appointments", ...OWN]);
});
