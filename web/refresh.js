// A new pair of tokens, fetched once for all tabs.
//
// Inside the lock a tab first looks whether a sibling has got a newer pair meanwhile. The server answers a lost race
// with `refresh_superseded`: the newer pair is then on its way from a sibling, and nobody is logged out. Only the
// server's word that the token is dead ends the login; silence, overload and errors leave it as it is.

import { API, KEYS, TIMES } from "./constants.js";
import { noAnswer, refused } from "./api_error.js";
import { lang } from "./i18n.js";
import { alone } from "./locks.js";
import { askSiblings, forget, store, tokens } from "./tokens.js";
import { send } from "./transport.js";

/** How often siblings are asked for the pair that superseded ours. */
const ASKS = 20;

/** @type {Promise<boolean> | null} */
let running = null;

/**
 * Whether there is now another access token than `stale`; false: the login is over.
 * @param {string} stale the access token that was refused
 */
export function refresh(stale) {
  running ??= alone(KEYS.refreshLease, () => renew(stale)).finally(() => {
    running = null;
  });
  return running;
}

/** @param {string} stale @returns {Promise<boolean>} */
async function renew(stale) {
  const mine = await askSiblings();
  if (!mine) return false;
  if (mine.access !== stale) return true;
  const response = await send(`${API}/api/token/refresh/`, {
    method: "POST",
    headers: { "content-type": "application/json", "accept-language": lang.peek() },
    body: JSON.stringify({ refresh: mine.refresh }),
    timeout: TIMES.request,
    // A pair whose answer was lost is given again.
    repeatable: true,
  });
  if (response.ok) {
    store(await response.json(), mine.remember);
    return true;
  }
  const error = await refused(response);
  if (error.status !== 401) throw error;
  if (error.code === "refresh_superseded") return adopt(stale);
  await askSiblings();
  if (tokens.peek()?.access !== stale) return tokens.peek() !== null;
  forget();
  return false;
}

/** @param {string} stale @returns {Promise<boolean>} */
async function adopt(stale) {
  for (let asked = 0; asked < ASKS; asked += 1) {
    const found = await askSiblings();
    if (found?.access !== stale) return found !== null;
  }
  throw noAnswer("timeout");
}

