import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { planOf } from "./plan.js";
import { SeatTile } from "./seat_tile.js";

/** @typedef {import("./shapes.js").LiveSeat} LiveSeat */
/** @typedef {{ seats: readonly LiveSeat[], isPicked: (seat: LiveSeat) => boolean, shown: (seat: LiveSeat) => boolean, onPick: (seat: LiveSeat) => void, drag: import("./drag.js").Drag }} BoardProps */

/** Widths of the plan's columns. */
const SEAT = "minmax(8.25rem, 1fr)";
const AISLE = "1.5rem";

/** Every seat in the order of names. @param {BoardProps} props */
export function SeatGrid({ seats, shown, ...others }) {
  if (!seats.some(shown)) return html`<p class="soft">${t("room.only.none")}</p>`;
  return html`<ul class="seat-grid" role="list">
    ${seats.filter(shown).map((seat) => html`<li key=${seat.id}>${tile(seat, { ...others, shown })}</li>`)}
  </ul>`;
}

/** Every seat where it stands. @param {BoardProps} props */
export function SeatPlan({ seats, ...others }) {
  const { placed, loose, columns } = planOf(seats);
  return html`<div class="seat-plan-frame" role="region" aria-label=${t("room.view.plan")} tabindex="0">
      <ul class="seat-plan" role="list" style=${{ gridTemplateColumns: columns.map((isUsed) => (isUsed ? SEAT : AISLE)).join(" ") }}>
        ${placed.map(({ seat, column, row }) => html`<li key=${seat.id} style=${{ gridColumn: column, gridRow: row }}>${tile(seat, others)}</li>`)}
      </ul>
    </div>
    ${loose.length > 0 && html`<h2 class="seat-loose">${t("room.plan.loose")}</h2>`}
    ${loose.length > 0 && h(SeatGrid, { ...others, seats: loose })}`;
}

/** @param {LiveSeat} seat @param {Omit<BoardProps, "seats">} props */
function tile(seat, { isPicked, shown, onPick, drag }) {
  return h(SeatTile, { seat, isPicked: isPicked(seat), isDim: !shown(seat), onPick: () => onPick(seat), drag });
}
