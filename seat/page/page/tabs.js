// Pages of one browser that are the same seat: one is live, the others say so, wait, and can take its place. They hear one
// another without the server. Pages of other browsers are told by the server, which keeps the newest connection.

const WAIT_MS = 350;
const ASK_MS = 5_000;
/** A page that is loaded anew is mostly back before it. */
const GONE_MS = 1_500;
/** When this tab's page was left while it was live; one that is back within the time goes on, whatever came between. */
const LEFT = "preau.kiosk.left";
const BACK_MS = 60_000;

const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("preau.kiosk") : null;
const me = Math.random();
let page = { seat: () => null, renew() {}, gain() {}, lose() {} };
/** "live" or "waiting"; null: not known yet. */
let state = null;
let isAsking = false;
/** It waits for a page that is not of this browser, and cannot be asked. */
let isFar = false;
let timer = null;

const say = (what) => channel?.postMessage({ what, seat: page.seat(), me });

function settle(next, far = false) {
  clearTimeout(timer);
  isAsking = false;
  isFar = far;
  if (next === state) return;
  state = next;
  if (next === "waiting") return page.lose();
  if (page.seat() !== null) say("here");
  page.gain();
}

/** Live, unless another page says that it is. */
export function claim() {
  if (!channel || page.seat() === null) return settle("live");
  clearTimeout(timer);
  isAsking = true;
  say("who");
  // Of several that wait, one is first.
  timer = setTimeout(() => settle("live"), state === null ? WAIT_MS : WAIT_MS * (1 + Math.random()));
}

function hear({ data: { what, seat, me: other } }) {
  // This page may be no seat yet, and its browser has become one.
  const wasNone = page.seat() === null;
  if (wasNone && seat !== null) page.renew();
  if (seat === null || page.seat() !== seat) return;
  if (wasNone && (what === "mine" || what === "here")) return settle("waiting");
  if (what === "who" && state === "live") say("here");
  // Of two that ask at one instant, one gives way.
  else if (what === "who" && isAsking && other < me) settle("waiting");
  else if (what === "here" && isAsking) settle("waiting");
  else if (what === "mine") settle("waiting");
  else if (what === "gone" && state === "waiting" && !isFar) {
    clearTimeout(timer);
    timer = setTimeout(claim, GONE_MS * (1 + Math.random()));
  }
}

/** As `claim`; but a page that was live when it was loaded anew still is, however slowly that went. */
export function begin() {
  // Without a seat nothing is kept, also where nothing can be.
  if (page.seat() === null) return claim();
  const left = Number(sessionStorage.getItem(LEFT));
  sessionStorage.removeItem(LEFT);
  if (Date.now() - left < BACK_MS) take();
  else claim();
}

function end() {
  if (state !== "live" || page.seat() === null) return;
  sessionStorage.setItem(LEFT, String(Date.now()));
  leave();
}

/** From now on it is this page, whichever it was. */
export function take() {
  say("mine");
  settle("live");
}

/** Another browser has this seat now. */
export const giveWay = () => settle("waiting", true);

/** This page is no seat any more; said before it forgets which one it was. */
export const leave = () => say("gone");

/**
 * `seat()` which one the page is, or null; `renew()` reads that again; `gain()` from now on the page is live; `lose()`
 * another is.
 */
export function setUp(backend) {
  page = backend;
  channel?.addEventListener("message", hear);
  addEventListener("pagehide", end);
  addEventListener("pageshow", ({ persisted }) => persisted && begin());
  // One that ended without a word answers nothing.
  setInterval(() => state === "waiting" && !isFar && !isAsking && claim(), ASK_MS);
}
