// What is asked before an order to many seats: the words of a message, or whether every screen is to be locked.

import { h } from "../h.js";
import { RoomLock } from "./room_lock.js";
import { RoomMessage } from "./room_message.js";
import { hearing } from "./selection.js";

/** @typedef {"message" | "lock" | { to: number[] } | null} ToAll to: a message to the seats that were picked */

/**
 * @param {{ room: number, site?: number, seats: readonly import("./shapes.js").LiveSeat[], orders: import("./use_orders.js").Orders,
 *   asked: ToAll, onClose: () => void }} props site: it has other rooms too
 */
export function RoomOrders({ room, site, seats, orders, asked, onClose }) {
  if (asked === null) return null;
  if (asked === "lock") {
    const lock = async (/** @type {import("./orders.js").Whom} */ whom) => {
      if (await orders.give({ order: "lock" }, whom)) onClose();
    };
    return h(RoomLock, { room, site, isBusy: orders.busy === "lock", onLock: (whom) => void lock(whom), onClose });
  }
  if (asked === "message") {
    return h(RoomMessage, { whom: { room, occupied: true }, count: hearing(seats).length, site, onDone: orders.done, onClose });
  }
  return h(RoomMessage, { whom: { workstations: asked.to }, count: asked.to.length, isPicked: true, onDone: orders.done, onClose });
}
