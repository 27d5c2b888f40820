// The server's clock, as far as it was heard, and a beat each second for what counts down.

import { signal, useEffect, useState } from "../h.js";

/** How far this machine's clock is behind the server's, in milliseconds. */
const skew = signal(0);

/** The server says what time it is. @param {string} instant */
export function heardNow(instant) {
  const said = Date.parse(instant);
  if (Number.isFinite(said)) skew.value = said - Date.now();
}

/** By the server's clock. */
export const serverNow = () => Date.now() + skew.peek();

/** @type {Set<() => void>} */
const listeners = new Set();
/** @type {ReturnType<typeof setInterval> | undefined} */
let timer;

/** By the server's clock, a new one each second. @returns {number} */
export function useServerNow() {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const hear = () => setNow(serverNow());
    listeners.add(hear);
    timer ??= setInterval(() => listeners.forEach((each) => each()), 1_000);
    return () => {
      listeners.delete(hear);
      if (listeners.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  }, []);
  return now;
}
