import assert from "node:assert/strict";
import { test } from "node:test";
import { FakeServer } from "./fake_server.mjs";
import { Browser, until } from "./tabs.mjs";

/** Tabs of one browser, all logged in. */
async function loggedIn({ tabs = 2, remember = true, ...options } = {}) {
  const server = new FakeServer();
  const browser = new Browser(server.answer, options);
  const opened = [];
  for (let index = 0; index < tabs; index += 1) {
    const tab = await browser.open();
    const session = await tab.load("session.js");
    await tab.run(() => session.startSession());
    if (index === 0) await tab.run(() => session.logIn("a@example.com", "motdepasse", { remember }));
    await until(() => session.status.peek() === "in");
    const { get } = await tab.load("api.js");
    opened.push({ tab, session, read: () => tab.run(() => get("/api/modules/")) });
  }
  return { server, browser, tabs: opened };
}

for (const remember of [true, false]) {
  for (const hasLocks of [true, false]) {
    const how = `${remember ? "stay connected" : "this browser only"}, ${hasLocks ? "Web Locks" : "lease"}`;
    test(`tabs whose token runs out at the same instant refresh once: ${how}`, async () => {
      const { server, tabs } = await loggedIn({ tabs: 4, remember, hasLocks });
      for (let round = 1; round <= 3; round += 1) {
        server.expire();
        const answers = await Promise.all(tabs.flatMap(({ read }) => [read(), read()]));
        assert.equal(answers.length, 8);
        assert.equal(server.refreshes, round);
      }
      for (const { session } of tabs) assert.equal(session.status.peek(), "in");
    });
  }
}

test("refresh_superseded waits for the sibling's tokens and logs nobody out", async () => {
  const { server, tabs } = await loggedIn({ tabs: 2, remember: false });
  const [first, second] = tabs;
  const { store, tokens } = await first.tab.load("tokens.js");
  server.expire();
  server.before = (request) => {
    if (!request.url.endsWith("/refresh/")) return undefined;
    // The first tab has refreshed, and its answer comes a moment later than the refusal of the second one.
    const { refresh } = tokens.peek();
    setTimeout(async () => {
      const pair = await server.refresh(refresh).json();
      first.tab.run(() => store(pair, false));
    }, 250);
    return Response.json({ code: "refresh_superseded" }, { status: 401 });
  };
  assert.deepEqual(await second.read(), { path: "/api/modules/" });
  assert.ok(tabs.every(({ session }) => session.status.peek() === "in"));
});

test("a lost race without any newer token in sight fails as a late answer, not as a log-out", async () => {
  const { server, tabs } = await loggedIn({ tabs: 1 });
  server.expire();
  server.before = (request) =>
    request.url.endsWith("/refresh/") ? Response.json({ code: "refresh_superseded" }, { status: 401 }) : undefined;
  await assert.rejects(tabs[0].read(), { name: "ApiError", status: 0, code: "timeout" });
  assert.equal(tabs[0].session.status.peek(), "in");
});

test("a dead refresh token ends the login in every tab", async () => {
  const { server, tabs } = await loggedIn({ tabs: 3 });
  server.expire();
  server.logins.get(1).refreshExpired = true;
  await assert.rejects(tabs[0].read(), { status: 401 });
  await until(() => tabs.every(({ session }) => session.status.peek() === "anonymous"));
});

test("a dead refresh token ends nothing when the tokens have changed meanwhile", async () => {
  const { server, tabs } = await loggedIn({ tabs: 1 });
  const { store } = await tabs[0].tab.load("tokens.js");
  server.expire();
  server.before = (request) => {
    if (!request.url.endsWith("/refresh/")) return undefined;
    const fresh = server.logIn({ email: "b@example.com", password: "motdepasse" });
    return fresh.json().then((pair) => {
      tabs[0].tab.run(() => store(pair, true));
      return Response.json({ code: "token_not_valid" }, { status: 401 });
    });
  };
  assert.deepEqual(await tabs[0].read(), { path: "/api/modules/" });
  await until(() => tabs[0].session.status.peek() === "in");
});

for (const [name, answer, status] of [
  ["an overloaded server", () => Response.json({ code: "too_many" }, { status: 429, headers: { "retry-after": "30" } }), 429],
  ["a failing server", () => new Response("no", { status: 500 }), 500],
  ["a server that restarts", () => Promise.reject(new TypeError("refused")), 0],
]) {
  test(`${name} at the refresh logs nobody out, and the next request succeeds`, async () => {
    const { server, tabs } = await loggedIn({ tabs: 2 });
    server.expire();
    server.before = (request) => (request.url.endsWith("/refresh/") ? answer() : undefined);
    await assert.rejects(tabs[0].read(), { name: "ApiError", status });
    assert.ok(tabs.every(({ session }) => session.status.peek() === "in"));
    server.before = () => undefined;
    assert.deepEqual(await tabs[0].read(), { path: "/api/modules/" });
  });
}

test("the answer of a refresh that was lost is given again", async () => {
  const { server, tabs } = await loggedIn({ tabs: 1 });
  server.expire();
  let lost = false;
  server.before = (request) => {
    if (lost || !request.url.endsWith("/refresh/")) return undefined;
    lost = true;
    return request.json().then(({ refresh }) => {
      server.refresh(refresh);
      throw new TypeError("connection closed");
    });
  };
  assert.deepEqual(await tabs[0].read(), { path: "/api/modules/" });
  assert.equal(server.refreshes, 2);
});

test("a 401 after the refresh is an answer, and not asked for ever", async () => {
  const { server, tabs } = await loggedIn({ tabs: 1 });
  server.before = (request) => (request.url.endsWith("/modules/") ? Response.json({ code: "no" }, { status: 401 }) : undefined);
  await assert.rejects(tabs[0].read(), { status: 401, code: "no" });
  assert.equal(server.refreshes, 1);
});
