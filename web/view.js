// From the address to the page on the screen: guards, then the page's own files, loaded when it is first opened.

import { effect, signal, untracked } from "./h.js";
import { BASE, KEYS, TIMES } from "./constants.js";
import { noAnswer } from "./api_error.js";
import { judge } from "./guard.js";
import { loadArea, t } from "./i18n.js";
import { place } from "./place.js";
import { noteAnswer, noteSilence, online } from "./offline.js";
import { match, navigate, route } from "./router.js";
import { reloadProfile, startProblem } from "./session.js";
import { loadSheets } from "./sheets.js";
import { passing } from "./storage.js";
import { lookUp } from "./tokens.js";

/** @typedef {import("./routes.js").Definition} Definition */
/** @typedef {import("./routes.js").PageProps} PageProps */
/** @typedef {import("./router.js").Route} Route */
/** @typedef {import("./api_error.js").ApiError} ApiError */
/**
 * @typedef {PageProps & {
 *   is: "page",
 *   definition: Definition,
 *   Page: (props: PageProps) => import("./h.js").Children,
 *   key: string,
 * }} PageView  one with another key starts afresh
 *
 * @typedef {PageView | { is: "loading" } | { is: "failure", error: ApiError, retry: () => void }} View
 */

export const view = signal(/** @type {View} */ ({ is: "loading" }));

/** Milliseconds for which the former page may stay while the next one is on its way. */
const PATIENCE = 250;

/** Names the newest verdict: what an older one still loads is not shown. */
let newest = {};

/** Shows what the address and the session ask for, from now on. */
export function startView() {
  effect(() => {
    const asked = route.value;
    const verdict = judge(asked);
    const problem = startProblem.value;
    newest = {};
    untracked(() => {
      if (verdict === "wait") wait(problem);
      else if ("go" in verdict) navigate(verdict.go, { replace: true });
      else show(verdict.show, asked);
    });
  });
  // What failed for want of a connection is tried again once there is one.
  effect(() => {
    const isBack = online.value;
    const now = view.peek();
    if (isBack && now.is === "failure" && now.error.status === 0) untracked(now.retry);
  });
}

/** @param {ApiError | null} problem */
function wait(problem) {
  const now = view.peek();
  // The form that logs in stays until that has worked.
  if (now.is === "page" && now.definition.access === "guest") return;
  const retry = () => void reloadProfile().catch(() => {});
  view.value = problem ? { is: "failure", error: problem, retry } : { is: "loading" };
}

/** @param {Definition} definition */
const filesOf = (definition) => Promise.all([definition.page(), loadArea(definition.area), loadSheets(definition.area)]);

/** Brings the files of the page that will most likely be shown, while it is still being found out who is here. */
export function lookAhead() {
  const isKnown = lookUp() !== null;
  const likely = [...route.peek().definitions, ...match("/login").definitions].find(
    ({ access }) => access === "public" || (access === "guest") !== isKnown,
  );
  // What does not come is asked for again when it is shown.
  if (likely) filesOf(likely).catch(() => {});
}

/** @param {Definition} definition @param {Route} asked */
async function show(definition, { path, params, query }) {
  const key = definition.path === "*" ? path : definition.path + JSON.stringify(params);
  const now = view.peek();
  if (now.is === "page" && now.definition === definition && now.key === key) {
    view.value = { ...now, query };
    return;
  }
  const mine = newest;
  const timer = setTimeout(() => {
    if (newest === mine) view.value = { is: "loading" };
  }, PATIENCE);
  try {
    const [module] = await filesOf(definition);
    if (newest !== mine) return;
    document.title = `${t(definition.title)} · ${place.peek().name}`;
    passing.write(KEYS.reloaded, null);
    view.value = { is: "page", definition, Page: module.default, key, params, query };
  } catch (error) {
    console.error(error);
    if (newest === mine) missing();
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The page's files did not come. After an update of the server the old ones are gone: a reload brings the new ones, but
 * only once, and only when there is a server: the browser's own page for its absence would take the app away.
 */
async function missing() {
  const mine = newest;
  const isThere = await answers();
  if (newest !== mine) return;
  if (isThere && !passing.read(KEYS.reloaded)) {
    passing.write(KEYS.reloaded, "1");
    location.reload();
    return;
  }
  const retry = async () => {
    if (await answers()) location.reload();
  };
  view.value = { is: "failure", error: noAnswer("offline"), retry: () => void retry() };
}

/** Whether the server answers at all. */
async function answers() {
  try {
    const response = await fetch(`${BASE}/`, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(TIMES.request) });
    noteAnswer();
    return response.ok;
  } catch {
    noteSilence();
    return false;
  }
}
