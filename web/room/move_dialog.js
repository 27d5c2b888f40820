import { h } from "../h.js";
import { t } from "../i18n.js";
import { SeatChooser } from "./seat_chooser.js";

/**
 * To which free seat: the same as drawing it there, for whoever has no mouse.
 * @param {{ session: { id: number, visitor_name: string | null }, free: readonly import("./seat_chooser.js").Choice[] | undefined,
 *   deeds: import("../seats/deeds.js").Deeds, onClose: () => void }} props free left out: on its way
 */
export function MoveDialog({ session, free, deeds, onClose }) {
  const isBusy = deeds.busy === "move";
  /** @param {import("./seat_chooser.js").Choice} to */
  const move = async (to) => {
    if (!isBusy && (await deeds.move(session, to))) onClose();
  };
  const title = t("room.move.title", { who: session.visitor_name ?? t("seats.guest") });
  return h(SeatChooser, { title, lead: t("room.move.sure_text"), free, deeds, isBusy, onPick: (to) => void move(to), onClose });
}
