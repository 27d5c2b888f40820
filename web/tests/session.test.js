import assert from "node:assert/strict";
import { test } from "node:test";
import { FakeServer } from "./fake_server.mjs";
import { Browser, until } from "./tabs.mjs";

function browserOf(options) {
  const server = new FakeServer();
  return { server, browser: new Browser(server.answer, options) };
}

async function started(browser) {
  const tab = await browser.open();
  const session = await tab.load("session.js");
  await tab.run(() => session.startSession());
  return { tab, session, state: () => session.status.peek() };
}

const logIn = ({ tab, session }, email, options) => tab.run(() => session.logIn(email, "motdepasse", options));

test("a browser that is closed stays logged in only when the person asked for it", async () => {
  for (const remember of [true, false]) {
    const { browser } = browserOf();
    await logIn(await started(browser), "a@example.com", { remember });
    browser.closeAll();
    const later = await started(browser);
    const wanted = remember ? "in" : "anonymous";
    await until(() => later.state() === wanted);
  }
});

test("a reload stays logged in", async () => {
  const { browser } = browserOf();
  const first = await started(browser);
  await logIn(first, "a@example.com", { remember: false });
  const reloaded = await browser.open();
  reloaded.session = first.tab.session;
  first.tab.close();
  const session = await reloaded.load("session.js");
  await reloaded.run(() => session.startSession());
  await until(() => session.status.peek() === "in");
});

test("a new tab gets the tokens of its siblings", async () => {
  const { browser } = browserOf();
  await logIn(await started(browser), "a@example.com", { remember: false });
  const second = await started(browser);
  await until(() => second.state() === "in");
  assert.equal(browser.local.getItem("preau.tokens"), null);
});

test("logging out in one tab logs out all, also without a channel", async () => {
  for (const hasChannel of [true, false]) {
    const { server, browser } = browserOf({ hasChannel });
    const [first, second] = [await started(browser), await started(browser)];
    await logIn(first, "a@example.com", { remember: true });
    await until(() => second.state() === "in");
    await second.tab.run(() => second.session.logOut());
    await until(() => first.state() === "anonymous" && second.state() === "anonymous");
    assert.equal(server.logins.size, 0);
    assert.equal(browser.local.getItem("preau.tokens"), null);
  }
});

test("logging out while the server cannot be reached logs out here", async () => {
  const { browser } = browserOf();
  const first = await started(browser);
  await logIn(first, "a@example.com", { remember: true });
  browser.onLine = false;
  await first.tab.run(() => first.session.logOut());
  assert.equal(first.state(), "anonymous");
  browser.onLine = true;
});

test("logging out with a token that had run out ends the login on the server", async () => {
  const { server, browser } = browserOf();
  const first = await started(browser);
  await logIn(first, "a@example.com");
  server.expire();
  await first.tab.run(() => first.session.logOut());
  assert.equal(server.logins.size, 0);
});

test("another person who logs in in one tab is who the other tabs show", async () => {
  const { browser } = browserOf();
  const [first, second] = [await started(browser), await started(browser)];
  await logIn(first, "a@example.com", { remember: true });
  await until(() => second.state() === "in");
  await logIn(second, "other@example.com", { remember: false });
  await until(() => first.session.profile.peek()?.user.email === "other@example.com");
  assert.equal(first.state(), "in");
  assert.equal(browser.local.getItem("preau.tokens"), null);
});

test("a wrong password is refused without a refresh and without a log-out elsewhere", async () => {
  const { server, browser } = browserOf();
  const first = await started(browser);
  await assert.rejects(
    first.tab.run(() => first.session.logIn("a@example.com", "wrong")),
    { status: 401, code: "wrong_credentials" },
  );
  assert.equal(server.refreshes, 0);
  assert.equal(first.state(), "anonymous");
});

test("a start without a connection is told, and goes on when it is tried again", async () => {
  const { browser } = browserOf();
  await logIn(await started(browser), "a@example.com", { remember: true });
  browser.closeAll();
  browser.onLine = false;
  const later = await started(browser);
  await until(() => later.session.startProblem.peek()?.code === "offline");
  assert.equal(later.state(), "starting");
  browser.onLine = true;
  await later.tab.run(() => later.session.reloadProfile());
  assert.equal(later.state(), "in");
});

test("what the server demands first is known, and over once it is done", async () => {
  const { server, browser } = browserOf();
  server.before = (request) =>
    request.url.endsWith("/api/me/") ? Response.json({ code: "otp_setup_required" }, { status: 403 }) : undefined;
  const first = await started(browser);
  await logIn(first, "a@example.com");
  assert.equal(first.session.mustSetUpOtp.peek(), true);
  server.before = () => undefined;
  await first.tab.run(() => first.session.reloadProfile());
  assert.equal(first.session.mustSetUpOtp.peek(), false);
});

test("a language that is chosen is told to the account, and shown at once in every tab", async () => {
  const { server, browser } = browserOf();
  const [first, second] = [await started(browser), await started(browser)];
  const languages = await Promise.all([first, second].map(({ tab }) => tab.load("i18n.js")));
  await Promise.all([first, second].map(({ tab }, index) => tab.run(() => languages[index].startI18n())));
  await logIn(first, "a@example.com", { remember: true });
  await first.tab.run(() => languages[0].setLang("en"));
  assert.equal(languages[0].t("core.page.people"), "People");
  await until(() => languages[1].lang.peek() === "en" && second.tab.root.lang === "en");
  await until(() => server.requests.some(({ method, body }) => method === "PATCH" && body.lang === "en"));
});

test("the account's language comes before the browser's", async () => {
  const { server, browser } = browserOf({ languages: ["de-DE", "fr-FR"] });
  const first = await started(browser);
  const i18n = await first.tab.load("i18n.js");
  await first.tab.run(() => i18n.startI18n());
  assert.equal(i18n.lang.peek(), "fr");
  const { logIn: answer } = server;
  server.logIn = (body) => {
    const response = answer.call(server, body);
    for (const login of server.logins.values()) login.lang = "en";
    return response;
  };
  await logIn(first, "a@example.com");
  await until(() => i18n.lang.peek() === "en");
});
