// Who is logged in, as far as the server says.

import { batch, computed, effect, signal, untracked } from "./h.js";
import { listen, tell } from "./channel.js";
import { ApiError, demand, get, patch, post } from "./api.js";
import { accountLang, chosenLang, parseLang } from "./i18n.js";
import { followSiblings, forget, loginOf, recover, store, tokens } from "./tokens.js";

/** @typedef {import("./types/session.js").Profile} Profile */
/** @typedef {import("./types/session.js").Me} Me */
/** @typedef {import("./types/session.js").Flag} Flag */
/** @typedef {import("./types/session.js").RoleName} RoleName */

/** "starting": tokens are there, or looked for, but not yet the person. */
export const status = signal(/** @type {"starting" | "anonymous" | "in"} */ ("starting"));
/** Answer of /auth/profile/. */
export const profile = signal(/** @type {Profile | null} */ (null));
/** Answer of /api/me/; null too while the server demands something first. */
export const me = signal(/** @type {Me | null} */ (null));
/** Why a start does not get on: no connection, no server. */
export const startProblem = signal(/** @type {ApiError | null} */ (null));

export const mustChangePassword = computed(
  () => profile.value?.must_change_password === true || (status.value === "in" && demand.value === "password_change_required"),
);
export const mustSetUpOtp = computed(() => status.value === "in" && demand.value === "otp_setup_required");

/** @param {Flag} flag */
export const can = (flag) => profile.value?.permissions[flag] === true;
/** @param {string} name such as "people.manage" */
export const hasRight = (name) => profile.value?.rights.includes(name) === true;
/** @param {RoleName} name */
export const isRole = (name) => profile.value?.roles.includes(name) === true;

const login = computed(() => tokens.value && loginOf(tokens.value));

/**
 * Throws an ApiError; its code `otp_required` asks for `otp`.
 * @param {string} email or a username
 * @param {string} password
 * @param {{ otp?: string, remember?: boolean }} [options] remember: the login outlasts the browser
 */
export async function logIn(email, password, { otp, remember = false } = {}) {
  const pair = await post("/api/token/", { email, password, ...(otp && { otp }) }, { anonymous: true });
  await adoptTokens(pair, remember);
}

/**
 * @param {{ access: string, refresh: string }} pair of a login that has just been made
 * @param {boolean} [remember]
 */
export async function adoptTokens(pair, remember = tokens.peek()?.remember ?? false) {
  store(pair, remember);
  await (loading ?? load());
}

/** Ends the login, on the server if it can be reached, and in every tab. */
export async function logOut() {
  for (let used = tokens.peek(); used; ) {
    await post("/auth/logout/", { refresh_token: used.refresh }, { timeout: 5_000 }).catch(() => null);
    const now = tokens.peek();
    // A pair renewed on the way: the request named a token that is dead already.
    used = now && now.refresh !== used.refresh && loginOf(now) === loginOf(used) ? now : null;
  }
  forget();
}

/** Reads the person again, for this tab and its siblings. Throws an ApiError. */
export async function reloadProfile() {
  await load();
  tell({ type: "profile" });
}

/** @type {Promise<void> | null} */
let loading = null;

function load() {
  const started = read().finally(() => {
    if (loading === started) loading = null;
  });
  loading = started;
  return started;
}

async function read() {
  const asked = login.peek();
  if (asked === null) return;
  startProblem.value = null;
  try {
    const [person, account] = await Promise.all([get("/auth/profile/"), get("/api/me/").catch(demandedFirst)]);
    if (login.peek() !== asked) return;
    batch(() => {
      profile.value = person;
      me.value = account;
      accountLang.value = parseLang(person.user.lang);
      status.value = "in";
      if (account) demand.value = null;
    });
  } catch (error) {
    if (login.peek() === asked && status.peek() === "starting" && error instanceof ApiError) startProblem.value = error;
    throw error;
  }
}

/** @param {unknown} error */
function demandedFirst(error) {
  if (error instanceof ApiError && error.status === 403) return null;
  throw error;
}

/** Finds the tokens of this browser and follows them from then on. */
export async function startSession() {
  followSiblings();
  await recover();
  effect(() => {
    const now = login.value;
    untracked(() => {
      batch(() => {
        profile.value = null;
        me.value = null;
        accountLang.value = null;
        demand.value = null;
        status.value = now ? "starting" : "anonymous";
      });
      // What went wrong stands in `startProblem`.
      if (now) load().catch(() => {});
    });
  });
  listen("profile", () => load().catch(() => {}));
  effect(() => {
    const account = me.value;
    const chosen = chosenLang.value;
    if (account && chosen && account.lang !== chosen) untracked(() => keepLang(account, chosen));
  });
}

/** @param {Me} account @param {string} lang */
async function keepLang(account, lang) {
  me.value = { ...account, lang };
  // Refused: mails come in the former language until it is chosen again.
  const kept = await patch("/api/me/", { lang }).catch(() => null);
  // With its new `row_version`: a form of this page must not take the reader for somebody who was faster.
  if (kept && me.peek()?.id === kept.id) me.value = { ...kept, lang };
}
