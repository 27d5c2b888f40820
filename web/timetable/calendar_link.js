// A private link that my own calendar reads my lessons from. It is shown once; whoever has it reads them too.

import { del, get, post } from "../api.js";
import { ApiError } from "../api_error.js";
import { Button } from "../components/button.js";
import { confirm } from "../components/confirm.js";
import { CopyText } from "../components/copy_text.js";
import { Dialog } from "../components/dialog.js";
import { Loaded } from "../components/loaded.js";
import { Notice } from "../components/notice.js";
import { h, html, useState } from "../h.js";
import { formatDate, formatRelative, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { toast } from "../toasts.js";

/** @typedef {import("../types/api.js").components["schemas"]["FeedAnswer"]} Feed */
/** @typedef {import("../types/api.js").components["schemas"]["Feeds"]} Feeds */

const KIND = "lessons";

/** @param {{ onClose: () => void }} props */
export function CalendarLinkDialog({ onClose }) {
  const load = useLoad(async (signal) => {
    const { results } = /** @type {Feeds} */ (await get("/api/me/calendar-feeds/", {}, { signal }));
    return { feed: results.find(({ kind }) => kind === KIND) ?? null };
  });
  return h(
    Dialog,
    { open: true, title: t("timetable.feed.title"), lead: t("timetable.feed.lead"), focus: "title", onClose },
    h(Loaded, {
      load,
      rows: 1,
      small: true,
      children: (/** @type {{ feed: Feed | null }} */ { feed }) => h(FeedLink, { feed, onFeed: (now) => load.set({ feed: now }) }),
    }),
  );
}

/** @typedef {{ feed: Feed | null, onFeed: (feed: Feed | null) => void }} LinkProps */

/** @param {LinkProps} props */
function FeedLink({ feed, onFeed }) {
  const { busy, make, end } = useFeed(feed, onFeed);
  if (!feed) {
    return html`<p>${h(Button, { tone: "primary", icon: "link", busy: busy === "make", onClick: () => void make() }, t("timetable.feed.make"))}</p>`;
  }
  return html`<div class="stack">
    ${feed.url ? h(Fresh, { url: feed.url }) : h(Known, { feed })}
    <div class="row">
      ${!feed.url && h(Button, { small: true, icon: "refresh", busy: busy === "make", onClick: () => void make() }, t("timetable.feed.renew"))}
      ${h(Button, { small: true, tone: "plain", icon: "trash", busy: busy === "end", onClick: () => void end() }, t("timetable.feed.end"))}
    </div>
  </div>`;
}

/** Just made: the only time that it can be read. @param {{ url: string }} props */
function Fresh({ url }) {
  return html`<div class="stack">
    ${h(Notice, { tone: "good", title: t("timetable.feed.made"), isLive: true }, t("timetable.feed.once"))}
    ${h(CopyText, { text: url, label: t("timetable.feed.link") })}
    <p>${h(Button, { small: true, icon: "calendar", href: url.replace(/^https?:/, "webcal:") }, t("timetable.feed.in_calendar"))}</p>
    <p class="soft small">${t("timetable.feed.how")}</p>
  </div>`;
}

/** @param {{ feed: Feed }} props */
function Known({ feed }) {
  const { created_at, last_read_at } = feed;
  const read = last_read_at ? t("timetable.feed.read", { when: formatRelative(last_read_at) }) : t("timetable.feed.unread");
  return html`<p>${t("timetable.feed.since", { day: formatDate(created_at) })} ${read}</p>`;
}

/** @param {Feed | null} feed @param {LinkProps["onFeed"]} onFeed */
function useFeed(feed, onFeed) {
  const [busy, setBusy] = useState(/** @type {"make" | "end" | null} */ (null));
  /** @param {"make" | "end"} what @param {() => Promise<void>} act */
  const work = async (what, act) => {
    setBusy(what);
    try {
      await act();
      // The button that was pressed is gone.
      /** @type {HTMLElement | null} */ (document.querySelector("dialog[open] h2"))?.focus();
    } catch (error) {
      toast(error instanceof ApiError ? error.message : t("core.error.unexpected"), { tone: "wrong" });
    } finally {
      setBusy(null);
    }
  };
  const make = async () => {
    const renewing = { title: t("timetable.feed.renew_title"), text: t("timetable.feed.renew_text"), action: t("timetable.feed.renew_action") };
    if (feed && !(await confirm({ ...renewing, danger: true }))) return;
    await work("make", async () => onFeed(/** @type {Feed} */ (await post("/api/me/calendar-feeds/", { kind: KIND }))));
  };
  const end = async () => {
    const ending = { title: t("timetable.feed.end_title"), text: t("timetable.feed.end_text"), action: t("timetable.feed.end") };
    if (!feed || !(await confirm({ ...ending, danger: true }))) return;
    await work("end", async () => {
      await del(`/api/me/calendar-feeds/${feed.id}/`);
      toast(t("timetable.feed.ended"));
      onFeed(null);
    });
  };
  return { busy, make, end };
}
