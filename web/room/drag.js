// A session is drawn from its seat to a free one.

import { useState } from "../h.js";

/** @typedef {import("./shapes.js").LiveSeat} LiveSeat */
/** @typedef {{ isTarget: (seat: LiveSeat) => boolean, isOver: (seat: LiveSeat) => boolean, attributes: (seat: LiveSeat) => Record<string, unknown> }} Drag */

/** Whether a session can go there. @param {LiveSeat} seat */
export const isFree = ({ status, session }) => !session && (status === "available" || status === "reserved");

/** @param {(from: LiveSeat, to: LiveSeat) => void} onDrop @returns {Drag} */
export function useDrag(onDrop) {
  const [from, setFrom] = useState(/** @type {LiveSeat | null} */ (null));
  const [over, setOver] = useState(/** @type {number | null} */ (null));
  const end = () => {
    setFrom(null);
    setOver(null);
  };
  const isTarget = (/** @type {LiveSeat} */ seat) => from !== null && from.id !== seat.id && isFree(seat);
  /** @param {LiveSeat} seat */
  const attributes = (seat) => ({
    draggable: Boolean(seat.session),
    onDragStart: (/** @type {DragEvent} */ event) => {
      if (!seat.session || !event.dataTransfer) return;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", seat.name);
      setFrom(seat);
    },
    onDragEnd: end,
    onDragOver: (/** @type {DragEvent} */ event) => {
      if (!isTarget(seat)) return;
      event.preventDefault();
      if (over !== seat.id) setOver(seat.id);
    },
    onDragLeave: () => over === seat.id && setOver(null),
    onDrop: (/** @type {DragEvent} */ event) => {
      event.preventDefault();
      const source = from;
      end();
      if (source && source.id !== seat.id && isFree(seat)) onDrop(source, seat);
    },
  });
  return { isTarget, isOver: (seat) => over === seat.id, attributes };
}
