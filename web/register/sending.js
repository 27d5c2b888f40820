// Sends what is kept on the device: a moment after the last tap, when the network is back, from whichever page is open.

import { ApiError, post, put } from "../api.js";
import { effect, signal } from "../h.js";
import { alone } from "../locks.js";
import { online } from "../offline.js";
import { changeDraft, draftOf, draftsOwner, sendable } from "./drafts.js";
import { afterAnswer, bodyOf, isWaiting } from "./merging.js";
import { tellSent } from "./sent_news.js";

/** @typedef {import("./shapes.js").Draft} Draft */
/** @typedef {import("./shapes.js").Register} Register */

/** Taps within it are sent together. */
const CALM = 1_200;
/** After a server that was there and did not take it. */
const AGAIN = 15_000;

/** Lessons whose register is on its way. */
export const sending = signal(/** @type {ReadonlySet<number>} */ (new Set()));

/** @type {Map<number, ReturnType<typeof setTimeout>>} */
const timers = new Map();

/** @param {number} lesson @param {number} [wait] milliseconds */
export function sendSoon(lesson, wait = CALM) {
  clearTimeout(timers.get(lesson));
  timers.set(lesson, setTimeout(() => void send(lesson), wait));
}

/** @param {number} lesson @param {boolean} is */
function note(lesson, is) {
  const next = new Set(sending.peek());
  if (is) next.add(lesson);
  else next.delete(lesson);
  sending.value = next;
}

/** Sends it now, as far as it goes. @param {number} lesson */
export async function send(lesson) {
  clearTimeout(timers.get(lesson));
  timers.delete(lesson);
  if (sending.peek().has(lesson) || !isWaiting(draftOf(lesson))) return;
  note(lesson, true);
  try {
    await alone(`preau-roll-${lesson}`, () => deliver(lesson));
  } catch (error) {
    failed(lesson, error);
  } finally {
    note(lesson, false);
  }
  const left = draftOf(lesson);
  if (!isWaiting(left) || left.refused) void tellSent(left).catch(() => {});
  // What was tapped meanwhile.
  if (isWaiting(left) && !left.refused && online.peek() && !timers.has(lesson)) sendSoon(lesson);
}

/** @param {number} lesson */
async function deliver(lesson) {
  const draft = draftOf(lesson);
  const path = `/api/lessons/${lesson}/register/`;
  if (Object.keys(draft.changes).length > 0 || draft.heads) {
    const answer = /** @type {Register} */ (await put(path, bodyOf(draft)));
    changeDraft(lesson, (now) => afterAnswer(now, draft, answer));
  }
  const left = draftOf(lesson);
  const isReady = Object.keys(left.changes).length === 0 && Object.keys(left.clashes).length === 0;
  if (!left.isClosing || !isReady) return;
  const closed = /** @type {Register} */ (await post(`${path}closing/`, {}));
  changeDraft(lesson, (now) => ({ ...now, known: closed, isClosing: false, refused: null }));
}

/** What cannot be written stays on the device, and says why. @param {number} lesson @param {unknown} error */
function failed(lesson, error) {
  if (!(error instanceof ApiError)) {
    console.error(error);
    return;
  }
  const { status, code, message, body } = error;
  if (status === 0 || status === 401) return;
  if (status === 429 || status >= 500) {
    sendSoon(lesson, Math.max(AGAIN, (error.retryAfter ?? 0) * 1000));
    return;
  }
  changeDraft(lesson, (now) => ({ ...now, isClosing: false, refused: { code, message, students: body.students } }));
}

/** From the first page that needs it, or from the start when something is kept, until the window closes. */
effect(() => {
  if (!online.value || draftsOwner.value === 0) return;
  // Read outside: a tap must not send at once.
  for (const { lesson } of sendable.peek()) sendSoon(lesson, 0);
});
