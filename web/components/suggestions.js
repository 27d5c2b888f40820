// What fits what is typed, asked for a little after the last key.

import { useEffect, useState } from "../h.js";

/** Long enough that a word is typed, short enough that nobody waits. */
const PAUSE = 250;

/**
 * @template T
 * @typedef {(search: string, signal: AbortSignal) => Promise<T[]>} Find
 */

/**
 * @template T
 * @typedef {object} Suggestions
 * @property {readonly T[]} found the last answer while the next one is on its way
 * @property {"idle" | "searching" | "done" | "failed"} state
 */

/**
 * @template T
 * @param {{ text: string, find: Find<T>, isWanted: boolean, withoutText: boolean }} asked
 *   `withoutText`: something is suggested before anything is typed
 * @returns {Suggestions<T>}
 */
export function useSuggestions({ text, find, isWanted, withoutText }) {
  const search = text.trim();
  const isAsked = isWanted && (search !== "" || withoutText);
  const [answer, setAnswer] = useState({ search: /** @type {string | null} */ (null), found: /** @type {T[]} */ ([]), hasFailed: false });
  useEffect(() => {
    if (!isAsked || (answer.search === search && !answer.hasFailed)) return;
    const stop = new AbortController();
    const ask = () =>
      find(search, stop.signal).then(
        (found) => !stop.signal.aborted && setAnswer({ search, found, hasFailed: false }),
        () => !stop.signal.aborted && setAnswer({ search, found: [], hasFailed: true }),
      );
    const timer = setTimeout(ask, search ? PAUSE : 0);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [search, isAsked]);
  if (!isAsked) return { found: [], state: "idle" };
  if (answer.search !== search) return { found: search ? answer.found : [], state: "searching" };
  return { found: answer.found, state: answer.hasFailed ? "failed" : "done" };
}

/**
 * Where the arrows lead among the suggestions: round and round, beginning at the end that they come from.
 * @param {number} at -1: at none @param {1 | -1} step @param {number} count
 */
export function stepped(at, step, count) {
  if (count === 0) return -1;
  if (at < 0) return step > 0 ? 0 : count - 1;
  return (at + step + count) % count;
}
