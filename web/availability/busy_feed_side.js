// The coach's calendar elsewhere: its busy times are taken over, so that nobody books them.

import { del, get, put, ApiError } from "../api.js";
import { Badge } from "../components/badge.js";
import { Button } from "../components/button.js";
import { confirm } from "../components/confirm.js";
import { Form } from "../components/form.js";
import { Loaded } from "../components/loaded.js";
import { Notice } from "../components/notice.js";
import { Section } from "../components/section.js";
import { TextField } from "../components/text_field.js";
import { useForm } from "../forms.js";
import { h, html, useState } from "../h.js";
import { formatDateTime, formatRelative, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { toast } from "../toasts.js";

/** @typedef {{ url: string | null, checked_at: string | null, problem: string | null, problem_text: string | null, events: number }} BusyFeed */

const SOURCES = /** @type {const} */ (["google", "outlook", "apple"]);

/** @param {{ coach: number }} props */
export function BusyFeedSide({ coach }) {
  const path = `/api/coaches/${coach}/busy-feed/`;
  const load = useLoad((signal) => get(path, undefined, { signal }), [coach]);
  const section = h(
    Section,
    { title: t("availability.feed.title"), text: t("availability.feed.text"), card: true },
    h(Loaded, {
      load,
      shape: "form",
      rows: 1,
      small: true,
      children: (/** @type {BusyFeed} */ feed) => h(Feed, { path, feed, onFeed: load.set, onReload: load.reload }),
    }),
    h(HowTo, {}),
  );
  return html`<div class="feed">${section}</div>`;
}

/** @param {{ path: string, feed: BusyFeed, onFeed: (feed: BusyFeed) => void, onReload: () => void }} props */
function Feed({ path, feed, onFeed, onReload }) {
  const [isChanging, setChanging] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const remove = async () => {
    const isMeant = await confirm({
      title: t("availability.feed.remove_title"),
      text: t("availability.feed.remove_text"),
      action: t("availability.feed.remove"),
      danger: true,
    });
    if (!isMeant) return;
    setBusy(true);
    try {
      await del(path);
      toast(t("availability.feed.removed"));
      onFeed({ url: null, checked_at: null, problem: null, problem_text: null, events: 0 });
    } catch (error) {
      toast(error instanceof ApiError ? error.message : t("core.error.unexpected"), { tone: "wrong" });
    } finally {
      setBusy(false);
    }
  };
  if (!feed.url || isChanging) {
    return h(FeedForm, {
      path,
      isKnown: Boolean(feed.url),
      onCancel: () => setChanging(false),
      onSaved: (saved) => {
        setChanging(false);
        onFeed(saved);
      },
    });
  }
  return html`<div class="stack">
    ${h(FeedState, { feed })}
    <div class="row">
      ${h(Button, { small: true, icon: "refresh", onClick: onReload }, t("availability.feed.look"))}
      ${h(Button, { small: true, icon: "edit", onClick: () => setChanging(true) }, t("availability.feed.change"))}
      ${h(Button, { small: true, tone: "plain", icon: "trash", busy: isBusy, onClick: () => void remove() }, t("availability.feed.remove"))}
    </div>
  </div>`;
}

/** @param {{ feed: BusyFeed }} props */
function FeedState({ feed }) {
  const { url, checked_at, problem, problem_text, events } = feed;
  return html`<dl class="facts">
      <div><dt>${t("availability.feed.address")}</dt><dd class="cut">${hostOf(url ?? "")}</dd></div>
      <div>
        <dt>${t("availability.feed.state")}</dt>
        <dd>
          ${problem
            ? h(Badge, { tone: "warning", icon: "warning" }, t("availability.feed.failing"))
            : h(Badge, { tone: checked_at ? "good" : "busy", icon: checked_at ? "check" : undefined }, t(checked_at ? "availability.feed.good" : "availability.feed.waiting"))}
        </dd>
      </div>
      <div>
        <dt>${t("availability.feed.checked")}</dt>
        <dd title=${checked_at ? formatDateTime(checked_at) : undefined}>${checked_at ? formatRelative(checked_at) : t("availability.feed.not_yet")}</dd>
      </div>
      <div><dt>${t("availability.feed.taken")}</dt><dd>${t("availability.feed.events", { count: events })}</dd></div>
    </dl>
    ${problem && h(Notice, { tone: "warning", title: t("availability.feed.problem") }, html`<p>${problem_text ?? problem}</p>`, html`<p>${t("availability.feed.problem_text")}</p>`)}`;
}

/** The rest of the address is a secret: whoever has it reads the calendar. @param {string} url */
function hostOf(url) {
  try {
    return `${new URL(url).host}/…`;
  } catch {
    return url;
  }
}

/** @param {{ path: string, isKnown: boolean, onCancel: () => void, onSaved: (feed: BusyFeed) => void }} props */
function FeedForm({ path, isKnown, onCancel, onSaved }) {
  const form = useForm({
    initial: { url: "" },
    send: ({ url }) => put(path, { url: url.trim().replace(/^webcals?:/i, "https:") }),
    done: (/** @type {BusyFeed} */ feed) => {
      toast(t("availability.feed.saved"));
      onSaved(feed);
    },
  });
  return h(
    Form,
    {
      form,
      submit: t(isKnown ? "availability.feed.replace" : "availability.feed.connect"),
      cancel: isKnown ? { onClick: onCancel } : undefined,
      disabled: !form.isDirty,
    },
    h(TextField, {
      form,
      name: "url",
      type: "url",
      label: t("availability.feed.url"),
      hint: t("availability.feed.url_hint"),
      icon: "link",
      placeholder: "https://",
      autocomplete: "off",
      autofocus: isKnown,
    }),
  );
}

/** Where each calendar gives its address. */
function HowTo() {
  return html`<details class="feed-how">
    <summary>${t("availability.feed.how")}</summary>
    <dl>
      ${SOURCES.map((source) => html`<div key=${source}><dt>${t(`availability.feed.${source}`)}</dt><dd class="soft">${t(`availability.feed.${source}_text`)}</dd></div>`)}
    </dl>
  </details>`;
}
