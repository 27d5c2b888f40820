// The code of this moment, and the next one as soon as it is there.

import { ApiError, get } from "../api.js";
import { useEffect, useState } from "../h.js";
import { leftUntil, offsetOf } from "./code_clock.js";

/** @typedef {import("./shapes.js").ShownCode} ShownCode */

/** After a code that did not come. */
const AGAIN = 1_500;
/** So that the server has surely gone on to the next code. */
const AFTER = 60;

/**
 * @param {number} lesson
 * @param {boolean} isOpen whether there is a window
 * @param {() => void} onOver the window has closed meanwhile
 * @returns {{ shown: ShownCode | null, offset: number, hasFailed: boolean }} the last code stays until the next one comes
 */
export function useCode(lesson, isOpen, onOver) {
  const [state, setState] = useState({ shown: /** @type {ShownCode | null} */ (null), offset: 0, hasFailed: false });
  useEffect(() => {
    if (!isOpen) {
      setState({ shown: null, offset: 0, hasFailed: false });
      return;
    }
    let isGone = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const read = async () => {
      let wait = AGAIN;
      try {
        const asked = Date.now();
        const shown = /** @type {ShownCode} */ (await get(`/api/lessons/${lesson}/check-in-window/code/`));
        if (isGone) return;
        // The answer was written halfway between asking and having it.
        const offset = offsetOf(shown.now, (asked + Date.now()) / 2);
        setState({ shown, offset, hasFailed: false });
        wait = leftUntil(shown.valid_until, offset, Date.now()) + AFTER;
      } catch (error) {
        if (isGone) return;
        if (error instanceof ApiError && error.status === 404) return onOver();
        setState((before) => ({ ...before, hasFailed: true }));
      }
      timer = setTimeout(read, wait);
    };
    void read();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [lesson, isOpen]);
  return state;
}

/** The present moment, several times a second while `isOn`. @param {boolean} isOn */
export function useTicks(isOn) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isOn) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [isOn]);
  return now;
}
