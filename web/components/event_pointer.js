/* A press of the mouse or a pen that becomes a drag. */

/** A press that moves less is a press. */
const THRESHOLD = 5;

/** The day under a place on the screen. @param {HTMLElement | null} body @param {number} x @returns {string | null} */
export function dateAt(body, x) {
  const days = [...(body?.querySelectorAll("[data-date]") ?? [])];
  const found = days.find((day) => {
    const box = day.getBoundingClientRect();
    return x >= box.left && x < box.right;
  });
  return found?.getAttribute("data-date") ?? null;
}

/**
 * @param {PointerEvent} press
 * @param {{ onDrag: (x: number, y: number) => void, onDrop: () => void, onCancel: () => void }} handlers
 * @returns {() => void} stops listening
 */
export function followPointer(press, { onDrag, onDrop, onCancel }) {
  let isDrag = false;
  /** @param {PointerEvent} event */
  const onMove = (event) => {
    const [x, y] = [event.clientX - press.clientX, event.clientY - press.clientY];
    isDrag ||= Math.hypot(x, y) > THRESHOLD;
    if (!isDrag) return;
    event.preventDefault();
    onDrag(x, y);
  };
  const onUp = () => {
    if (!isDrag) return stop();
    // What was dragged is not opened.
    const swallow = (/** @type {Event} */ click) => {
      click.preventDefault();
      click.stopPropagation();
    };
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }), 0);
    onDrop();
  };
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    if (event.key === "Escape") onCancel();
  };
  const stop = () => {
    removeEventListener("pointermove", onMove);
    removeEventListener("pointerup", onUp);
    removeEventListener("pointercancel", onCancel);
    removeEventListener("keydown", onKey, { capture: true });
  };
  addEventListener("pointermove", onMove);
  addEventListener("pointerup", onUp);
  addEventListener("pointercancel", onCancel);
  addEventListener("keydown", onKey, { capture: true });
  return stop;
}
