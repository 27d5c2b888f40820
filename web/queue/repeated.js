// What is read again and again while somebody looks at it.

import { useEffect, useRef } from "../h.js";
import { useLoad } from "../load.js";

/**
 * @template T
 * @param {(signal: AbortSignal) => Promise<T>} read
 * @param {unknown[]} deps
 * @param {number} every milliseconds
 * @returns {import("../load.js").Load<T>} what was there stays when an answer fails to come
 */
export function useRepeated(read, deps, every) {
  const load = useLoad(read, deps);
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    const ask = () => {
      if (document.visibilityState === "visible" && !latest.current.isLoading) latest.current.reload();
    };
    const timer = setInterval(ask, every);
    document.addEventListener("visibilitychange", ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [every]);
  return load;
}
