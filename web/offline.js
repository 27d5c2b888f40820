// Whether the server can be reached: what the browser says, corrected by what happens to requests.

import { signal } from "./h.js";
import { API } from "./constants.js";

/** False while requests do not reach the server. */
export const online = signal(globalThis.navigator?.onLine ?? true);

/** Milliseconds until the next look; grows while nothing answers. */
const FIRST = 2_000;
const LONGEST = 30_000;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let next;

/** A request got an answer. */
export function noteAnswer() {
  clearTimeout(next);
  next = undefined;
  online.value = true;
}

/** A request got none. */
export function noteSilence() {
  online.value = false;
  if (next === undefined) probe(FIRST);
}

/** @param {number} wait */
function probe(wait) {
  next = setTimeout(async () => {
    const options = /** @type {const} */ ({ cache: "no-store", signal: AbortSignal.timeout(5_000) });
    // Read to its end, or the request would go on until its limit.
    const answer = await fetch(`${API}/healthz`, options)
      .then((response) => response.text())
      .catch(() => null);
    if (answer !== null) noteAnswer();
    else probe(Math.min(wait * 2, LONGEST));
  }, wait);
}

/** Follows the browser's word. */
export function startOffline() {
  addEventListener("offline", () => {
    online.value = false;
  });
  addEventListener("online", () => {
    clearTimeout(next);
    probe(0);
  });
}
