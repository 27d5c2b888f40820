// Waiting until somebody has finished typing.

import { useEffect, useRef, useState } from "../h.js";

/**
 * The value once it has not changed for a while.
 * @template T
 * @param {T} value
 * @param {number} [milliseconds]
 * @returns {T}
 */
export function useSettled(value, milliseconds = 250) {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}

/**
 * Calls the function some time after the last call.
 * @template {unknown[]} A
 * @param {(...values: A) => void} run
 * @param {number} [milliseconds]
 * @returns {(...values: A) => void}
 */
export function useLater(run, milliseconds = 300) {
  const timer = useRef(0);
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => () => clearTimeout(timer.current), []);
  return (...values) => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => latest.current(...values), milliseconds);
  };
}
