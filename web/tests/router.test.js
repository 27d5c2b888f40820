import assert from "node:assert/strict";
import { test } from "node:test";
import { FakeServer } from "./fake_server.mjs";
import { Browser } from "./tabs.mjs";

/** A tab whose session is as told. */
async function visitor({ status = "anonymous", profile = null, ...more } = {}) {
  const tab = await new Browser(new FakeServer().answer).open();
  const [router, guard, session, place, { demand }] = await Promise.all(
    ["router.js", "guard.js", "session.js", "place.js", "api.js"].map((name) => tab.load(name)),
  );
  session.status.value = status;
  session.profile.value = profile && { permissions: {}, rights: [], roles: [], must_change_password: false, ...profile };
  demand.value = more.demand ?? null;
  if (more.modules) place.place.value = { ...place.place.peek(), modules: more.modules };
  const judge = (path, search) => guard.judge(router.match(path, search));
  return { guard, judge, router, tab };
}

const shown = (verdict) => verdict.show?.title;

test("paths are matched with their parameters", async () => {
  const { router } = await visitor();
  const { definition, params, query } = router.match("/people/students/12", "?tab=x");
  assert.equal(definition.path, "/people/:kind/:id");
  assert.deepEqual(params, { kind: "students", id: "12" });
  assert.equal(query.get("tab"), "x");
  assert.equal(router.match("/people/new").definition.path, "/people/new");
  assert.equal(router.match("/people/").definition.path, "/people");
  assert.deepEqual(router.match("/reset-password/a%20b/c").params, { uid: "a b", token: "c" });
  assert.deepEqual(router.match("/reset-password/%zz/c").params, { uid: "%zz", token: "c" });
  assert.equal(router.match("/nowhere").definition.path, "*");
});

test("the start is another page for a guest than for a person", async () => {
  const guest = await visitor();
  assert.equal(shown(guest.judge("/")), "core.page.welcome");
  const person = await visitor({ status: "in", profile: {} });
  assert.equal(shown(person.judge("/")), "core.page.today");
});

test("a guest is sent to the log-in and comes back", async () => {
  const guest = await visitor();
  assert.deepEqual(guest.judge("/people", "?search=é"), { go: "/login?next=%2Fpeople%3Fsearch%3D%25C3%25A9" });
  const person = await visitor({ status: "in", profile: { permissions: { can_manage_users: true } } });
  assert.deepEqual(person.judge("/login", "?next=%2Fpeople%3Fsearch%3D%25C3%25A9"), { go: "/people?search=%C3%A9" });
  assert.deepEqual(person.judge("/login", "?next=//elsewhere.example"), { go: "/" });
  assert.deepEqual(person.judge("/login"), { go: "/" });
});

test("nothing is decided before it is known who looks, but public pages", async () => {
  const { judge } = await visitor({ status: "starting" });
  assert.equal(judge("/people"), "wait");
  assert.equal(judge("/"), "wait");
  assert.equal(shown(judge("/reset-password/a/b")), "core.page.reset_password");
  assert.equal(shown(judge("/nowhere")), "core.page.not_found");
});

test("who lacks the right sees that, under the address that was asked for", async () => {
  const { judge } = await visitor({ status: "in", profile: {} });
  assert.equal(shown(judge("/people")), "core.page.forbidden");
});

test("a password that must be changed, or a code that must be set up, comes first", async () => {
  const change = await visitor({ status: "in", profile: { must_change_password: true } });
  assert.deepEqual(change.judge("/people"), { go: "/change-password?next=%2Fpeople" });
  assert.equal(shown(change.judge("/change-password")), "core.page.change_password");
  assert.equal(shown(change.judge("/reset-password/a/b")), "core.page.reset_password");
  const setUp = await visitor({ status: "in", profile: {}, demand: "otp_setup_required" });
  assert.deepEqual(setUp.judge("/"), { go: "/one-time-code" });
  assert.equal(shown(setUp.judge("/one-time-code")), "core.page.one_time_code");
});

test("what a page asks of a visitor must be fulfilled altogether", async () => {
  const { guard } = await visitor({ status: "in", profile: { roles: ["COACH"], rights: ["x.y"] }, modules: ["appointments"] });
  assert.equal(guard.mayOpen({ role: "COACH", right: "x.y", module: "appointments" }), true);
  assert.equal(guard.mayOpen({ role: "COACH", module: "school" }), false);
  assert.equal(guard.mayOpen({ role: "STUDENT" }), false);
  assert.equal(guard.mayOpen("guest"), false);
});

test("addresses carry the base; the query changes in place", async () => {
  const { router, tab } = await visitor();
  assert.equal(router.href("/people"), "/app/people");
  tab.run(() => router.navigate("/people?search=a"));
  assert.equal(tab.url.pathname, "/app/people");
  assert.equal(router.route.peek().query.get("search"), "a");
  tab.run(() => router.setQuery({ search: null, page: 2 }));
  assert.equal(tab.url.search, "?page=2");
  assert.equal(router.route.peek().path, "/people");
  assert.equal(router.visits.peek(), 1);
});
