import { useEffect, useRef } from "../h.js";

/**
 * A ticket that is called moves to another list, one that is seated goes: the focus goes along, or to the next one.
 * @param {readonly unknown[]} deps whenever one of them changes, something may have moved
 */
export function useKeptFocus(deps) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const ticket = useRef(/** @type {number | null} */ (null));
  useEffect(() => {
    const isLost = !document.activeElement || document.activeElement === document.body;
    if (ticket.current === null || !isLost || document.querySelector("dialog[open]")) return;
    const found = box.current?.querySelector(`[data-ticket="${ticket.current}"] button`) ?? box.current?.querySelector("[data-ticket] button");
    /** @type {HTMLElement | null | undefined} */ (found)?.focus({ preventScroll: true });
  }, deps);
  return { box, keep: (/** @type {number} */ id) => (ticket.current = id) };
}
