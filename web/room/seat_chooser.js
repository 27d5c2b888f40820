import { Dialog } from "../components/dialog.js";
import { Icon } from "../components/icon.js";
import { Loading } from "../components/loading.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { DeedProblem } from "../seats/deed_problem.js";

/** @typedef {{ id: number, name: string, location: string, room_name?: string }} Choice */

/**
 * One of the free seats.
 * @param {{ title: string, lead: string, free: readonly Choice[] | undefined, deeds: import("../seats/deeds.js").Deeds, isBusy: boolean, onPick: (seat: Choice) => void, onClose: () => void }} props
 */
export function SeatChooser({ title, lead, free, deeds, isBusy, onPick, onClose }) {
  return h(Dialog, { open: true, title, lead, onClose, isBusy }, h(DeedProblem, { deeds }), free ? list(free, isBusy, onPick) : h(Loading, { shape: "list", rows: 3 }));
}

/** @param {readonly Choice[]} free @param {boolean} isBusy @param {(seat: Choice) => void} onPick */
function list(free, isBusy, onPick) {
  if (free.length === 0) return html`<p>${t("room.move.none")}</p>`;
  return html`<ul class="move-list" role="list">
    ${free.map((seat) => html`<li key=${seat.id}>
      <button type="button" class="move-one" aria-disabled=${isBusy ? "true" : undefined} onClick=${() => onPick(seat)}>
        ${h(Icon, { name: "computer", size: 18 })}
        <span class="move-words"><span>${seat.name}</span>${whereOf(seat)}</span>
        ${h(Icon, { name: "arrow_right", size: 16 })}
      </button>
    </li>`)}
  </ul>`;
}

/** @param {Choice} seat */
function whereOf({ room_name, location }) {
  const where = [room_name, location].filter(Boolean).join(" · ");
  return where && html`<span class="soft small">${where}</span>`;
}
