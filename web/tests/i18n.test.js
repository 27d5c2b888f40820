import assert from "node:assert/strict";
import { test } from "node:test";
import { FakeServer } from "./fake_server.mjs";
import { Browser } from "./tabs.mjs";

async function opened(language) {
  const tab = await new Browser(new FakeServer().answer, { languages: [language] }).open();
  const i18n = await tab.load("i18n.js");
  await tab.run(() => i18n.startI18n());
  return { tab, i18n };
}

const reader = async (language) => (await opened(language)).i18n;

/** Spaces that do not break are seen as others. */
const plain = (text) => text.replace(/[\u00a0\u202f]/g, " ");

test("dates and times are the place's, in the reader's language", async () => {
  const [fr, en] = [await reader("fr"), await reader("en-US")];
  const instant = "2026-11-23T23:30:00.000000Z";
  assert.equal(fr.formatDate(instant), "24 novembre 2026");
  assert.equal(en.formatDate(instant), "24 November 2026");
  assert.equal(fr.formatDate("2026-11-23"), "23 novembre 2026");
  assert.equal(fr.formatDate("2026-11-23", "weekday"), "lundi 23 novembre");
  assert.equal(en.formatDate("2026-11-23", "short"), "23/11/2026");
  assert.equal(fr.formatTime(instant), "00:30");
  assert.match(fr.formatDateTime(instant), /24 nov\. 2026.*00:30/);
  fr.zone.value = "Europe/London";
  assert.equal(fr.formatTime(instant), "23:30");
});

test("how long ago, and how many", async () => {
  const [fr, en] = [await reader("fr"), await reader("en")];
  const now = Date.parse("2026-11-23T08:00:00Z");
  assert.equal(fr.formatRelative("2026-11-22T08:00:00Z", now), "hier");
  assert.equal(en.formatRelative("2026-11-23T11:00:00Z", now), "in 3 hours");
  assert.equal(en.formatRelative("2026-11-23T07:59:40Z", now), "now");
  assert.equal(plain(fr.formatNumber(12345)), "12 345");
  const forms = { one: "{count} personne", other: "{count} personnes" };
  assert.equal(fr.plural(forms, 0), forms.one);
  assert.equal(en.plural(forms, 0), forms.other);
});

test("texts asked for while the language is being switched are there in the new one", async () => {
  const { i18n, tab } = await opened("fr");
  await tab.run(async () => {
    i18n.accountLang.value = "en";
    await i18n.loadArea("people");
    await i18n.loadArea("auth");
  });
  assert.equal(i18n.lang.peek(), "en");
  for (const key of ["people.list.title", "auth.login.title"]) assert.notEqual(i18n.t(key), key);
});

test("a text that is not there is seen as its key", async () => {
  const { t } = await reader("fr");
  assert.equal(t("core.page.people"), "Personnes");
  assert.equal(t(/** @type {any} */ ("core.nowhere")), "core.nowhere");
});
