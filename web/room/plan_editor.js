// The plan is arranged by hand: seats are drawn to their places, or moved by key.

import { patch } from "../api.js";
import { ApiError } from "../api_error.js";
import { Button } from "../components/button.js";
import { h, html, useEffect, useState } from "../h.js";
import { t } from "../i18n.js";
import { setQuery } from "../router.js";
import { toast } from "../toasts.js";
import { PlanPiece } from "./plan_piece.js";
import { nextFree } from "./plan_place.js";

/** @typedef {import("./shapes.js").LiveSeat} LiveSeat */
/** @typedef {import("./plan_place.js").At} At */
/** @typedef {Map<number, At | null>} Moved where seats were put, until the room says so; null: taken from the plan */

/** @param {LiveSeat} seat @returns {At | null} */
const heardAt = ({ position_x: x, position_y: y }) => (x === null || y === null ? null : { x, y });

/** @param {{ seats: readonly LiveSeat[], reload: () => Promise<void> }} props */
export function PlanEditor({ seats, reload }) {
  const { atOf, put } = usePlaces(seats, reload);
  const [picked, setPicked] = useState(/** @type {number | null} */ (null));
  const standing = seats.flatMap((seat) => {
    const at = atOf(seat);
    return at ? [{ seat, at }] : [];
  });
  const loose = seats.filter((seat) => atOf(seat) === null);
  const seat = standing.find((one) => one.seat.id === picked)?.seat;
  return html`<div class="stack">
    <div class="row row-apart">
      <p class="soft">${t("room.arrange.how")}</p>
      ${h(Button, { tone: "primary", onClick: () => setQuery({ view: "plan" }) }, t("room.arrange.done"))}
    </div>
    <div class="seat-plan-frame">
      <ul class="plan-editor" role="list" aria-label=${t("room.arrange.title")}>
        ${standing.map((one) => h(PlanPiece, { key: one.seat.id, ...one, isPicked: one.seat.id === picked, onPick: () => setPicked(one.seat.id), onPut: (at) => void put(one.seat, at) }))}
      </ul>
    </div>
    <p class="row plan-picked" role="status">${seat && html`<strong>${seat.name}</strong> ${h(Button, { small: true, icon: "cross", onClick: () => void put(seat, null) }, t("room.arrange.take", { seat: seat.name }))}`}</p>
    ${loose.length > 0 && html`<section class="stack-s">
      <h2 class="seat-loose">${t("room.plan.loose")}</h2>
      <ul class="plan-loose" role="list">${loose.map((one) => html`<li key=${one.id}>
        ${h(Button, { icon: "plus", label: t("room.arrange.add", { seat: one.name }), onClick: () => {
          setPicked(one.id);
          void put(one, nextFree(standing.map(({ at }) => at)));
        } }, one.name)}
      </li>`)}</ul>
    </section>`}
  </div>`;
}

/** @param {readonly LiveSeat[]} seats @param {() => Promise<void>} reload */
function usePlaces(seats, reload) {
  const [moved, setMoved] = useState(/** @type {Moved} */ (new Map()));
  const set = (/** @type {(moved: Moved) => void} */ change) => setMoved((before) => {
    const after = new Map(before);
    change(after);
    return after;
  });
  useEffect(() => {
    const heard = seats.filter((seat) => moved.has(seat.id) && isSame(moved.get(seat.id) ?? null, heardAt(seat)));
    if (heard.length > 0) set((after) => heard.forEach(({ id }) => after.delete(id)));
  }, [seats]);
  /** @param {LiveSeat} seat @param {At | null} at */
  const put = async (seat, at) => {
    set((after) => after.set(seat.id, at));
    try {
      await patch(`/api/workstations/${seat.id}/`, { position_x: at?.x ?? null, position_y: at?.y ?? null });
      await reload();
    } catch (error) {
      set((after) => after.delete(seat.id));
      toast(error instanceof ApiError ? error.message : t("core.error.unexpected"), { tone: "wrong" });
    }
  };
  const atOf = (/** @type {LiveSeat} */ seat) => (moved.has(seat.id) ? (moved.get(seat.id) ?? null) : heardAt(seat));
  return { atOf, put };
}

/** @param {At | null} one @param {At | null} other */
const isSame = (one, other) => one?.x === other?.x && one?.y === other?.y;
