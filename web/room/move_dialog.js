import { Dialog } from "../components/dialog.js";
import { Icon } from "../components/icon.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";

/** @typedef {import("./shapes.js").LiveSeat} LiveSeat */

/**
 * To which free seat: the same as drawing it there, for whoever has no mouse.
 * @param {{ from: LiveSeat, free: readonly LiveSeat[], deeds: import("../seats/deeds.js").Deeds, onClose: () => void }} props
 */
export function MoveDialog({ from, free, deeds, onClose }) {
  const { session } = from;
  if (!session) return null;
  const isBusy = deeds.busy === "move";
  /** @param {LiveSeat} to */
  const move = async (to) => {
    if (!isBusy && (await deeds.move(session, to))) onClose();
  };
  const who = session.visitor_name ?? t("seats.guest");
  return h(
    Dialog,
    { open: true, title: t("room.move.title", { who }), lead: t("room.move.sure_text"), onClose, isBusy },
    free.length === 0
      ? html`<p>${t("room.move.none")}</p>`
      : html`<ul class="move-list" role="list">
          ${free.map((seat) => html`<li key=${seat.id}>
            <button type="button" class="move-one" aria-disabled=${isBusy ? "true" : undefined} onClick=${() => void move(seat)}>
              ${h(Icon, { name: "computer", size: 18 })}
              <span class="move-words"><span>${seat.name}</span>${seat.location && html`<span class="soft small">${seat.location}</span>`}</span>
              ${h(Icon, { name: "arrow_right", size: 16 })}
            </button>
          </li>`)}
        </ul>`,
  );
}
