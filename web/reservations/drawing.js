// Drawing over seats and hours: a rectangle with the mouse, an hour with a touch.

import { useRef, useState } from "../h.js";
import { drawnRange } from "./day_hours.js";

/** @typedef {import("./day_hours.js").Range} Range */
/** @typedef {{ row: number, minutes: number }} Point */

/**
 * @param {{ hours: Range, seats: readonly { id: number }[], onDrawn: (ids: number[], range: Range) => void }} options
 */
export function useDrawing({ hours, seats, onDrawn }) {
  const grid = useRef(/** @type {HTMLElement | null} */ (null));
  const start = useRef(/** @type {Point | null} */ (null));
  const [drawn, setDrawn] = useState(/** @type {{ first: number, last: number, range: Range } | null} */ (null));

  /** @param {PointerEvent} event @returns {Point | null} */
  const pointOf = (event) => {
    const rows = [...(grid.current?.querySelectorAll("[data-row]") ?? [])];
    if (rows.length === 0) return null;
    const boxes = rows.map((row) => row.getBoundingClientRect());
    const below = boxes.findIndex((box) => event.clientY < box.bottom);
    const row = below < 0 ? rows.length - 1 : below;
    const { left, width } = boxes[row];
    const part = Math.min(0.9999, Math.max(0, (event.clientX - left) / width));
    return { row, minutes: hours.from + part * (hours.to - hours.from) };
  };
  /** @param {Point} from @param {Point} to */
  const between = (from, to) => ({
    first: Math.min(from.row, to.row),
    last: Math.max(from.row, to.row),
    range: drawnRange(from.minutes, to.minutes, hours),
  });
  /** @param {PointerEvent} event */
  const onPointerDown = (event) => {
    const isOnBlock = event.target instanceof Element && event.target.closest("button");
    if (event.button !== 0 || isOnBlock) return;
    start.current = pointOf(event);
    if (event.pointerType === "touch" || !start.current) return;
    event.preventDefault();
    /** @type {Element} */ (event.currentTarget).setPointerCapture(event.pointerId);
    setDrawn(between(start.current, start.current));
  };
  /** @param {PointerEvent} event */
  const onPointerMove = (event) => {
    const point = start.current && event.pointerType !== "touch" ? pointOf(event) : null;
    if (point && start.current) setDrawn(between(start.current, point));
  };
  /** @param {PointerEvent} event */
  const onPointerUp = (event) => {
    const from = start.current;
    const to = from && pointOf(event);
    stop();
    if (!from || !to) return;
    const { first, last, range } = between(from, to);
    onDrawn(seats.slice(first, last + 1).map(({ id }) => id), range);
  };
  const stop = () => {
    start.current = null;
    setDrawn(null);
  };
  // A finger that scrolls is told by the browser as cancelled.
  return { grid, drawn, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: stop } };
}
