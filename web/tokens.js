// The pair of tokens of this browser's login. "Stay connected" keeps it in localStorage; otherwise every tab keeps its
// own copy in sessionStorage and hands it to new tabs, so that a closed browser forgets it.

import { signal } from "./h.js";
import { KEYS, TIMES } from "./constants.js";
import { listen, tell } from "./channel.js";
import { lasting, passing } from "./storage.js";

/** @typedef {import("./channel.js").Tokens} Tokens */

/** The tokens as this tab knows them. */
export const tokens = signal(/** @type {Tokens | null} */ (null));

/** Logins that are over: a tab that had not heard of it yet must not bring them back. @type {Set<string>} */
const ended = new Set();

/** @param {string | null} text @returns {Tokens | null} */
function parse(text) {
  try {
    const found = JSON.parse(text ?? "null");
    return typeof found?.access === "string" && typeof found.refresh === "string" ? found : null;
  } catch {
    return null;
  }
}

/** @param {Tokens | null} found takes what is newer than what this tab knows */
function take(found) {
  if (!found || found.at <= (tokens.peek()?.at ?? 0) || ended.has(loginOf(found))) return;
  passing.write(KEYS.tokens, found.remember ? null : JSON.stringify(found));
  tokens.value = found;
}

/** Looks whether a sibling has stored newer ones. */
export function lookUp() {
  take(parse(passing.read(KEYS.tokens)));
  take(parse(lasting.read(KEYS.tokens)));
  return tokens.peek();
}

/**
 * Asks the other tabs, and waits until one knows newer tokens, at most `wait` milliseconds. A write to localStorage may
 * reach another process later than a lock does; the answer of its writer does not.
 * @param {number} [wait]
 */
export function askSiblings(wait = TIMES.siblings) {
  return new Promise((resolve) => {
    const before = tokens.peek()?.at ?? 0;
    const finish = () => {
      clearTimeout(timer);
      stop();
      resolve(lookUp());
    };
    const timer = setTimeout(finish, wait);
    const stop = listen("tokens", ({ tokens: found }) => {
      if (found.at > before) finish();
    });
    tell({ type: "ask" });
  });
}

/** At the start of a tab: its own, the browser's, or a sibling's. */
export async function recover() {
  return lookUp() ?? (await askSiblings());
}

/**
 * @param {{ access: string, refresh: string }} pair
 * @param {boolean} remember whether they outlive the browser
 */
export function store({ access, refresh }, remember) {
  const at = Math.max(Date.now(), (tokens.peek()?.at ?? 0) + 1);
  const found = { access, refresh, remember, at };
  lasting.write(KEYS.tokens, remember ? JSON.stringify(found) : null);
  take(found);
  tell({ type: "tokens", tokens: found });
  return found;
}

/** Forgets them in every tab. */
export function forget() {
  const found = tokens.peek();
  if (!found) return;
  const login = loginOf(found);
  end(login);
  tell({ type: "logged-out", login });
}

/** @param {string} login */
function end(login) {
  ended.add(login);
  const found = tokens.peek();
  if (!found || loginOf(found) !== login) return;
  lasting.write(KEYS.tokens, null);
  passing.write(KEYS.tokens, null);
  tokens.value = null;
}

/**
 * Names the login that an access token belongs to: unlike the token it outlasts a refresh.
 * @param {Tokens} found
 */
export function loginOf(found) {
  try {
    const claims = found.access.split(".")[1].replace(/-/g, "+").replace(/_/g, "/");
    return String(JSON.parse(atob(claims)).sid);
  } catch {
    return found.access;
  }
}

/** Keeps this tab in step with its siblings, from now on. */
export function followSiblings() {
  listen("tokens", (message) => take(message.tokens));
  listen("ask", () => {
    const found = tokens.peek();
    if (found) tell({ type: "tokens", tokens: found });
  });
  listen("logged-out", ({ login }) => end(login));
  addEventListener("storage", heardFromStorage);
}

/** Without BroadcastChannel, and for tabs that slept through a message. @param {StorageEvent} event */
function heardFromStorage({ key, newValue }) {
  if (key !== KEYS.tokens) return;
  if (newValue) return take(parse(newValue));
  const before = tokens.peek();
  if (!before?.remember) return;
  // A login that does not stay connected empties localStorage too, and tells its tokens by the channel.
  setTimeout(() => {
    if (tokens.peek() === before && !lasting.read(KEYS.tokens)) end(loginOf(before));
  }, TIMES.siblings);
}
