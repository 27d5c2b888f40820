import { useLayoutEffect, useState } from "../h.js";

/**
 * Width of an element, followed as it changes; null until it was measured. The element decides, not the window: a
 * calendar in half a page is a narrow one.
 * @param {{ current: Element | null }} ref @returns {number | null}
 */
export function useWidth(ref) {
  const [width, setWidth] = useState(/** @type {number | null} */ (null));
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    setWidth(Math.round(element.getBoundingClientRect().width));
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return width;
}
