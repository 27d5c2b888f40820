// What is read again and again while somebody looks at it.

import { get } from "../api.js";
import { useEffect, useRef } from "../h.js";
import { useLoad } from "../load.js";

/**
 * @template T
 * @param {string} path @param {import("../api.js").Query} query
 * @param {number} every milliseconds
 * @param {{ anonymous?: boolean }} [options]
 * @returns {import("../load.js").Load<T>} what was there stays when an answer fails to come
 */
export function useRepeated(path, query, every, { anonymous } = {}) {
  const load = useLoad((signal) => /** @type {Promise<T>} */ (get(path, query, { signal, anonymous })), [path, JSON.stringify(query)]);
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
