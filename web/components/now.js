import { useEffect, useState } from "../h.js";

/** The present moment, a new one each half minute; a moment that is given stands still. @param {string | number | undefined} given @returns {number} */
export function useNow(given) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (given !== undefined) return;
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, [given]);
  if (given === undefined) return now;
  return typeof given === "number" ? given : Date.parse(given);
}
