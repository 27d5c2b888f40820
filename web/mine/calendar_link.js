// A private link that my own calendar reads my appointments from. It is shown once; whoever has it reads them too.

import { del, get, post } from "../api.js";
import { ApiError } from "../api_error.js";
import { Button } from "../components/button.js";
import { confirm } from "../components/confirm.js";
import { CopyText } from "../components/copy_text.js";
import { Loaded } from "../components/loaded.js";
import { Notice } from "../components/notice.js";
import { Section } from "../components/section.js";
import { h, html, useState } from "../h.js";
import { formatDate, formatRelative, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { toast } from "../toasts.js";
import { leadFocus } from "./lead_focus.js";

/** @typedef {import("../types/api.js").components["schemas"]["FeedAnswer"]} Feed */
/** @typedef {import("../types/api.js").components["schemas"]["Feeds"]} Feeds */

const KIND = "appointments";
const TITLE = "my-calendar-link";

export function CalendarLink() {
  const load = useLoad(async (signal) => {
    const { results } = /** @type {Feeds} */ (await get("/api/me/calendar-feeds/", {}, { signal }));
    return { feed: results.find(({ kind }) => kind === KIND) ?? null };
  });
  return h(
    Section,
    { title: t("mine.calendar.title"), text: t("mine.calendar.lead"), card: true, id: TITLE },
    h(Loaded, {
      load,
      rows: 1,
      small: true,
      children: (/** @type {{ feed: Feed | null }} */ { feed }) => h(Link, { feed, onFeed: (now) => load.set({ feed: now }) }),
    }),
  );
}

/** @typedef {{ feed: Feed | null, onFeed: (feed: Feed | null) => void }} LinkProps */

/** @param {LinkProps} props */
function Link({ feed, onFeed }) {
  const { busy, make, end } = useLink(feed, onFeed);
  if (!feed) return html`<p>${h(Button, { icon: "link", busy: busy === "make", onClick: () => void make() }, t("mine.calendar.make"))}</p>`;
  return html`<div class="mine-link">
    ${feed.url ? h(Fresh, { url: feed.url }) : h(Known, { feed })}
    <div class="mine-link-tools">
      ${!feed.url && h(Button, { small: true, icon: "refresh", busy: busy === "make", onClick: () => void make() }, t("mine.calendar.renew"))}
      ${h(Button, { small: true, tone: "plain", icon: "trash", busy: busy === "end", onClick: () => void end() }, t("mine.calendar.end"))}
    </div>
  </div>`;
}

/** Just made: the only time that it can be read. @param {{ url: string }} props */
function Fresh({ url }) {
  return html`<div class="mine-link-fresh">
    ${h(Notice, { tone: "good", title: t("mine.calendar.made"), isLive: true }, t("mine.calendar.once"))}
    ${h(CopyText, { text: url, label: t("mine.calendar.link") })}
    <p>${h(Button, { small: true, icon: "calendar", href: url.replace(/^https?:/, "webcal:") }, t("mine.calendar.open"))}</p>
    <p class="soft small">${t("mine.calendar.how")}</p>
  </div>`;
}

/** @param {{ feed: Feed }} props */
function Known({ feed }) {
  const { created_at, last_read_at } = feed;
  const read = last_read_at ? t("mine.calendar.read", { when: formatRelative(last_read_at) }) : t("mine.calendar.unread");
  return html`<p class="small">${t("mine.calendar.since", { day: formatDate(created_at) })} ${read}</p>`;
}

/** @param {Feed | null} feed @param {LinkProps["onFeed"]} onFeed */
function useLink(feed, onFeed) {
  const [busy, setBusy] = useState(/** @type {"make" | "end" | null} */ (null));
  /** @param {"make" | "end"} what @param {() => Promise<void>} act */
  const work = async (what, act) => {
    setBusy(what);
    try {
      await act();
      leadFocus(TITLE);
    } catch (error) {
      toast(error instanceof ApiError ? error.message : t("core.error.unexpected"), { tone: "wrong" });
    } finally {
      setBusy(null);
    }
  };
  const make = async () => {
    const renewing = { title: t("mine.calendar.renew_title"), text: t("mine.calendar.renew_text"), action: t("mine.calendar.renew_action") };
    if (feed && !(await confirm({ ...renewing, danger: true }))) return;
    await work("make", async () => onFeed(/** @type {Feed} */ (await post("/api/me/calendar-feeds/", { kind: KIND }))));
  };
  const end = async () => {
    const ending = { title: t("mine.calendar.end_title"), text: t("mine.calendar.end_text"), action: t("mine.calendar.end") };
    if (!feed || !(await confirm({ ...ending, danger: true }))) return;
    await work("end", async () => {
      await del(`/api/me/calendar-feeds/${feed.id}/`);
      toast(t("mine.calendar.ended"));
      onFeed(null);
    });
  };
  return { busy, make, end };
}
