// A room as its seats are now.

import { useLiveView } from "../live_view.js";
import { heardNow } from "../seats/clock.js";
import { loadSeats } from "../seats/rooms.js";
import { afterMessage, afterReading } from "./live.js";

/** @typedef {import("./shapes.js").Live} Live */
/** @typedef {import("./shapes.js").LiveMessage} LiveMessage */
/** @typedef {import("../seats/shapes.js").Seat} Seat */

const ASK_EVERY = 4_000;

/** @param {number} room */
export function useLiveRoom(room) {
  return useLiveView({
    path: `/ws/rooms/${room}/`,
    askEvery: ASK_EVERY,
    read: () => loadSeats(room),
    // What the socket tells is newer.
    afterReading: (/** @type {Live | null} */ before, /** @type {Seat[]} */ seats, isOpen) => (isOpen && before ? before : afterReading(before, seats)),
    afterMessage: (before, /** @type {LiveMessage} */ message) => {
      heardNow(message.now);
      return afterMessage(before, message);
    },
  });
}
