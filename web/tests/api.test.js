import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Browser } from "./tabs.mjs";

/** A tab and what it asked; `answers` are given in turn, the last one again and again. */
async function asking(...answers) {
  const requests = [];
  const browser = new Browser(async (request) => {
    requests.push(request);
    const answer = answers[Math.min(requests.length, answers.length) - 1];
    return answer instanceof Response ? answer.clone() : answer(request);
  });
  const tab = await browser.open();
  const api = await tab.load("api.js");
  const call = (name, ...args) => tab.run(() => api[name](...args));
  return { api, browser, call, requests, tab };
}

const ok = Response.json({ fine: true });
const lost = () => Promise.reject(new TypeError("connection closed"));
const busy = new Response("", { status: 503 });

test("what may be repeated is tried three times in all", async () => {
  for (const method of ["get", "put", "del"]) {
    const { call, requests } = await asking(lost, busy, ok);
    assert.deepEqual(await call(method, "/api/x/"), { fine: true });
    assert.equal(requests.length, 3);
  }
  const { call, requests } = await asking(busy);
  await assert.rejects(call("get", "/api/x/"), { status: 503, code: "unavailable" });
  assert.equal(requests.length, 3);
});

test("what may not be repeated is sent once", async () => {
  for (const method of ["post", "patch"]) {
    const { call, requests } = await asking(busy, ok);
    await assert.rejects(call(method, "/api/x/", {}), { status: 503 });
    assert.equal(requests.length, 1);
  }
});

test("a server that asks for more patience than a reader has is not asked again", async () => {
  const { call, requests } = await asking(new Response("", { status: 503, headers: { "retry-after": "60" } }));
  await assert.rejects(call("get", "/api/x/"), { status: 503, retryAfter: 60 });
  assert.equal(requests.length, 1);
});

test("a deletion that had worked before its answer was lost is one that worked", async () => {
  const { call } = await asking(lost, new Response("{}", { status: 404 }));
  assert.equal(await call("del", "/api/x/1/"), null);
});

test("without a connection nothing is tried again, and the notice is told", async () => {
  const { browser, call, requests, tab } = await asking(ok);
  const { noteAnswer, online } = await tab.load("offline.js");
  browser.onLine = false;
  await assert.rejects(call("get", "/api/x/"), { status: 0, code: "offline" });
  assert.equal(requests.length, 0);
  assert.equal(online.peek(), false);
  browser.onLine = true;
  await call("get", "/api/x/");
  assert.equal(online.peek(), true);
  tab.run(noteAnswer);
});

test("an answer that does not come in time is not waited for", async () => {
  const { call } = await asking(() => pause(300));
  await assert.rejects(call("post", "/api/x/", {}, { timeout: 30 }), { status: 0, code: "timeout" });
});

test("a caller who gives up gets the reason back", async () => {
  const { call } = await asking(() => pause(300));
  const controller = new AbortController();
  const asked = call("get", "/api/x/", undefined, { signal: controller.signal });
  controller.abort();
  await assert.rejects(asked, { name: "AbortError" });
});

test("a creation that is sent again has the same key until its outcome is known or it is another one", async () => {
  const { call, requests } = await asking(lost, busy, ok);
  const key = (index) => requests[index].headers.get("idempotency-key");
  await assert.rejects(call("post", "/api/x/", { name: "a" }));
  await assert.rejects(call("post", "/api/x/", { name: "a" }));
  await call("post", "/api/x/", { name: "a" });
  await call("post", "/api/x/", { name: "a" });
  await call("post", "/api/x/", { name: "b" });
  await call("get", "/api/x/");
  assert.match(key(0), /^[0-9a-f-]{36}$/);
  assert.equal(key(1), key(0));
  assert.equal(key(2), key(0));
  assert.equal(new Set([key(2), key(3), key(4)]).size, 3);
  assert.equal(key(5), null);
});

test("a refusal keeps its code, its sentence, its fields and its number", async () => {
  const body = { success: false, code: "invalid", message: "Non.", errors: { "user.email": ["Prise."] } };
  const { call } = await asking(Response.json(body, { status: 400, headers: { "x-request-id": "abc" } }));
  await assert.rejects(call("post", "/api/x/", {}), {
    name: "ApiError",
    status: 400,
    code: "invalid",
    message: "Non.",
    errors: { "user.email": ["Prise."] },
    requestId: "abc",
  });
});

test("a proxy's own page is no reason to fail otherwise", async () => {
  const { call } = await asking(new Response("<h1>Bad gateway</h1>", { status: 502 }));
  await assert.rejects(call("post", "/api/x/", {}), { status: 502, code: "unavailable", errors: {} });
});

test("the language, the query and the body travel as they should", async () => {
  const { api, call, requests } = await asking(ok);
  await call("get", "/api/x/", { search: "é&", page_size: 5, empty: "", none: null });
  await call("post", "/api/x/", { a: 1 }, { anonymous: true });
  assert.equal(new URL(requests[0].url).search, "?search=%C3%A9%26&page_size=5");
  assert.equal(requests[0].headers.get("accept-language"), "fr");
  assert.equal(requests[0].headers.get("content-type"), null);
  assert.equal(requests[1].headers.get("content-type"), "application/json");
  assert.equal(requests[1].headers.get("idempotency-key"), null);
  assert.equal(api.apiUrl("/api/x/?a=1", { b: 2 }), "/api/x/?a=1&b=2");
});

test("the two demands of the server are heard", async () => {
  for (const code of ["password_change_required", "otp_setup_required"]) {
    const { api, call } = await asking(Response.json({ code }, { status: 403 }));
    await assert.rejects(call("get", "/api/x/"), { status: 403, code });
    assert.equal(api.demand.peek(), code);
  }
});

test("files and texts come as what they are asked for", async () => {
  const { call } = await asking(new Response("a;b"), new Response("a;b"), new Response(null, { status: 204 }));
  assert.equal(await call("get", "/x/", undefined, { as: "text" }), "a;b");
  assert.equal(await (await call("get", "/x/", undefined, { as: "blob" })).text(), "a;b");
  assert.equal(await call("get", "/x/"), null);
});
