import { Icon } from "../components/icon.js";
import { h, html, useRef, useState } from "../h.js";
import { t } from "../i18n.js";
import { WHOLE, afterKey, settled } from "./plan_place.js";

/** @typedef {import("./plan_place.js").At} At */

/** One seat on the plan that is being arranged. @param {{ seat: import("./shapes.js").LiveSeat, at: At, isPicked: boolean, onPick: () => void, onPut: (at: At) => void }} props */
export function PlanPiece({ seat, at, isPicked, onPick, onPut }) {
  const { shown, isDrawn, attributes } = useDrawing(at, onPick, onPut);
  /** @param {KeyboardEvent} event */
  const onKeyDown = (event) => {
    const next = afterKey(at, event.key);
    if (!next) return;
    event.preventDefault();
    onPut(next);
  };
  const look = ["plan-piece", `seat-${seat.status}`, isPicked && "is-picked", isDrawn && "is-drawn"];
  return html`<li class="plan-spot" style=${{ "--x": shown.x / WHOLE, "--y": shown.y / WHOLE }}>
    <button type="button" class=${look.filter(Boolean).join(" ")} aria-pressed=${isPicked ? "true" : "false"} onFocus=${onPick} onKeyDown=${onKeyDown} ...${attributes}>
      ${h(Icon, { name: "computer", size: 16 })}<span class="cut">${seat.name}</span>
      <span class="unseen">${t("room.arrange.at", { x: Math.round(shown.x / 100), y: Math.round(shown.y / 100) })}</span>
    </button>
  </li>`;
}

/** Follows the pointer; where it is let go, the seat comes to rest. @param {At} at @param {() => void} onPick @param {(at: At) => void} onPut */
function useDrawing(at, onPick, onPut) {
  const from = useRef(/** @type {{ x: number, y: number } | null} */ (null));
  const [drawn, setDrawn] = useState(/** @type {At | null} */ (null));
  /** @param {PointerEvent} event */
  const place = (event) => {
    const piece = /** @type {HTMLElement} */ (event.currentTarget);
    const plan = piece.closest(".plan-editor")?.getBoundingClientRect();
    if (!plan || !from.current) return at;
    const free = { x: plan.width - piece.offsetWidth, y: plan.height - piece.offsetHeight };
    const by = { x: ((event.clientX - from.current.x) / free.x) * WHOLE, y: ((event.clientY - from.current.y) / free.y) * WHOLE };
    const inside = (/** @type {number} */ value) => Math.min(WHOLE, Math.max(0, value));
    return { x: inside(at.x + by.x), y: inside(at.y + by.y) };
  };
  const attributes = {
    onPointerDown: (/** @type {PointerEvent} */ event) => {
      if (event.button !== 0) return;
      from.current = { x: event.clientX, y: event.clientY };
      /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
      onPick();
    },
    onPointerMove: (/** @type {PointerEvent} */ event) => from.current && setDrawn(place(event)),
    onPointerUp: (/** @type {PointerEvent} */ event) => {
      const to = settled(place(event));
      const hasMoved = drawn !== null && (to.x !== at.x || to.y !== at.y);
      from.current = null;
      setDrawn(null);
      if (hasMoved) onPut(to);
    },
    onPointerCancel: () => {
      from.current = null;
      setDrawn(null);
    },
  };
  return { shown: drawn ?? at, isDrawn: drawn !== null, attributes };
}
