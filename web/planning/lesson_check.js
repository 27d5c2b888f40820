// Asking what a lesson, or a move, would meet; nothing is written by it.

import { post } from "../api.js";
import { ApiError } from "../api_error.js";
import { useEffect, useState } from "../h.js";

/** @typedef {import("./shapes.js").Check} Check */
/**
 * @template {Check} C
 * @typedef {{ check: C | null, isChecking: boolean, error: ApiError | null }} Checked
 */

const NOTHING = { check: null, isChecking: false, error: null };
/** Long enough that a time is typed. */
const PAUSE = 400;

/** @param {Record<string, unknown>} body @param {{ signal?: AbortSignal }} [options] @returns {Promise<Check>} */
export const checkLesson = (body, options) => post("/api/lessons/check/", body, options);

/**
 * What would stand against it, asked again whenever it changes.
 * @param {Record<string, unknown> | null} body null: it cannot be asked yet
 * @returns {Checked<Check>}
 */
export const useLessonCheck = (body) => useAsked(body, checkLesson);

/**
 * @template {Check} C
 * @param {Record<string, unknown> | null} body
 * @param {(body: Record<string, unknown>, options: { signal: AbortSignal }) => Promise<C>} ask always the same one
 * @returns {Checked<C>}
 */
export function useAsked(body, ask) {
  const [checked, setChecked] = useState(/** @type {Checked<C>} */ (NOTHING));
  const asked = body && JSON.stringify(body);
  useEffect(() => {
    if (!asked) return setChecked(NOTHING);
    const stop = new AbortController();
    setChecked((before) => ({ ...before, isChecking: true }));
    const timer = setTimeout(() => {
      ask(JSON.parse(asked), { signal: stop.signal }).then(
        (check) => !stop.signal.aborted && setChecked({ check, isChecking: false, error: null }),
        (error) => {
          if (!stop.signal.aborted) setChecked({ check: null, isChecking: false, error: error instanceof ApiError ? error : null });
        },
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [asked]);
  return checked;
}

/** What a refused write says of clashes; null when it was refused for another reason. @param {unknown} error @returns {Check | null} */
export function clashOf(error) {
  if (!(error instanceof ApiError) || error.status !== 409 || error.code !== "clash") return null;
  const { clashes = [], alternatives = [], acceptable = false } = error.body;
  return { clashes, alternatives, acceptable };
}
