import { useEffect, useRef } from "../h.js";

/** What a dialog shows gives way to something else: whoever works by keyboard begins at its title again. @param {unknown} shown */
export function useTitleFocus(shown) {
  const isFirst = useRef(true);
  useEffect(() => {
    const isLost = !document.activeElement || document.activeElement === document.body;
    if (!isFirst.current && isLost) /** @type {HTMLElement | null} */ (document.querySelector("dialog[open] h2"))?.focus();
    isFirst.current = false;
  }, [shown]);
}
