// What is on the screen follows from what the seat says of itself; between two words of it, time runs on by itself.

import { clock, onLanguage, span, speak, text, ticking } from "./texts.js";
import * as code from "./code.js";
import { closeAll } from "./dialogs.js";

const by = (id) => document.getElementById(id);
const SCREENS = ["locked", "active", "suspended", "lost", "new", "elsewhere"];
/** How long the locked screen tells of the last session, and an active one of what happened. */
const ENDED_MS = 45_000;
const TOLD_MS = 20_000;
/** From when on the time left looks urgent, and more so. */
const SOON_MS = 5 * 60_000;
const LAST_MS = 60_000;

let view = null;
let at = 0;
let told = null;
let endedUntil = 0;
let putAway = () => {};

export const onPutAway = (then) => (putAway = then);
/** What is said now arrives now. */
export const isHeard = () => view?.is_online !== false;
const leftMs = () => (view.state === "active" ? Math.max(0, view.left_ms - (performance.now() - at)) : view.left_ms);

function sentence(notice) {
  switch (notice.kind) {
    case "warning": return text(notice.reason === "closing" ? "warning_closing" : "warning_time", notice.minutes);
    case "time_added": return text("minutes_added", notice.minutes);
    case "closed": {
      const known = { expired: "closed_expired", time_up: "closed_expired", ended_by_visitor: "closed_by_visitor", by_visitor: "closed_by_visitor", closing: "closed_closing", moved: "closed_moved" };
      return text(known[notice.reason] ?? "closed_ended");
    }
    default: return "";
  }
}

/** A strip above the page, read out at once; a warning stays until it is put away. */
export function tell(said, { isWarning = false } = {}) {
  const strip = document.createElement("div");
  strip.className = isWarning ? "strip warning" : "strip";
  const words = document.createElement("p");
  words.textContent = said;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = text("close");
  close.addEventListener("click", () => strip.remove());
  strip.append(words, close);
  by("alerts").replaceChildren(strip);
  if (!isWarning) setTimeout(() => strip.remove(), TOLD_MS);
}

function notice() {
  const given = view.notice;
  // The first view of a page that was loaded anew repeats nothing but the reason of an end.
  const isNew = told === null ? given?.kind === "closed" : view.notices !== told;
  told = view.notices;
  if (!isNew || !given) return;
  if (given.kind === "closed") {
    endedUntil = performance.now() + ENDED_MS;
    by("alerts").replaceChildren();
  } else if (given.kind !== "suspended") {
    tell(sentence(given), { isWarning: given.kind === "warning" });
  }
}

function messages() {
  const list = by("messages");
  const shown = new Map([...list.children].map((item) => [Number(item.dataset.id), item]));
  for (const [id, item] of shown) if (!view.messages.some((one) => one.id === id)) item.remove();
  for (const message of view.messages) {
    if (shown.has(message.id)) continue;
    const item = document.createElement("li");
    item.dataset.id = message.id;
    const from = document.createElement("p");
    from.className = "from";
    from.dataset.text = "from_desk";
    from.textContent = text("from_desk");
    const words = document.createElement("p");
    words.textContent = message.text;
    const read = document.createElement("button");
    read.type = "button";
    read.className = "quiet";
    read.dataset.text = "read";
    read.textContent = text("read");
    read.addEventListener("click", () => putAway(message.id));
    item.append(from, words, read);
    list.append(item);
  }
}

/** The desk may lock a screen whose session goes on: the same code opens it again. */
function locked() {
  const goesOn = view.state === "locked" && view.left_ms > 0;
  const [title, help] = goesOn ? ["locked_by_desk", "locked_by_desk_help"] : ["welcome", "enter_code"];
  by("locked-title").textContent = text(title);
  by("code-label").textContent = text(help);
}

function time() {
  by("clock").textContent = clock(new Date());
  if (!view) return;
  const left = leftMs();
  if (view.state === "active") {
    by("left").textContent = ticking(left);
    by("progress").value = view.duration_ms > 0 ? Math.round((1000 * left) / view.duration_ms) : 0;
    by("until").textContent = text("until_of", clock(new Date(Date.now() + left)), span(view.duration_ms));
    document.body.classList.toggle("soon", left <= SOON_MS);
    document.body.classList.toggle("last", left <= LAST_MS);
  }
  if (view.state === "suspended") {
    by("suspended-left").hidden = left <= 0;
    by("suspended-left").textContent = text("suspended_left", span(left));
  }
  const ended = by("ended");
  const isTold = view.state === "locked" && performance.now() < endedUntil && view.notice?.kind === "closed";
  const said = isTold ? sentence(view.notice) : "";
  if (ended.textContent !== said) ended.textContent = said;
  ended.hidden = !isTold;
  const title = text("page_title", view.name);
  document.title = view.state === "active" ? `${ticking(left)} – ${title}` : title;
}

export function show(next) {
  const before = document.body.dataset.state;
  view = next;
  at = performance.now();
  const state = SCREENS.includes(view.state) ? view.state : "lost";
  document.body.dataset.state = state;
  for (const name of SCREENS) by(name).hidden = name !== state;
  by("seat").textContent = view.name ?? "";
  by("network").hidden = view.is_online !== false || state === "new";
  // Nothing of what it says would reach the desk.
  by("deeds").hidden = view.is_mute === true;
  if (state !== "lost") notice();
  messages();
  locked();
  time();
  if (state === before) return;
  closeAll();
  if (state === "active") by("main").focus({ preventScroll: true });
  if (state === "locked") {
    code.clear();
    code.focus();
    // The next visitor begins in the language of the place.
    if (before === "active" || before === "suspended") setTimeout(() => document.body.dataset.state === "locked" && speak(), ENDED_MS);
  } else {
    by("alerts").querySelector(".warning")?.remove();
  }
}

onLanguage(() => view && show(view));
setInterval(time, 250);
