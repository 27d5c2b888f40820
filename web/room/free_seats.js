import { get } from "../api.js";
import { h } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { MoveDialog } from "./move_dialog.js";
import { SeatChooser } from "./seat_chooser.js";

/** @typedef {import("../seats/shapes.js").Session} Session */
/** @typedef {import("./seat_chooser.js").Choice} Choice */

/**
 * Where a session goes on, among the seats that are free now: it moves, or one that rests without a seat is resumed there.
 * @param {{ session: Session, room?: number, isResuming?: boolean, deeds: import("../seats/deeds.js").Deeds, onClose: () => void }} props
 */
export function FreeSeats({ session, room, isResuming = false, deeds, onClose }) {
  const { data: free } = useLoad(
    async (signal) => /** @type {Choice[]} */ ((await get("/api/workstations/", { is_available: true, room, page_size: 200 }, { signal })).results),
    [room],
  );
  if (!isResuming) return h(MoveDialog, { session, free, deeds, onClose });
  const isBusy = deeds.busy === "resume";
  /** @param {Choice} seat */
  const resume = async (seat) => {
    if (!isBusy && (await deeds.resume(session, seat.id))) onClose();
  };
  return h(SeatChooser, { title: t("room.session.resume_where"), lead: t("room.session.resume_text"), free, deeds, isBusy, onPick: (seat) => void resume(seat), onClose });
}
