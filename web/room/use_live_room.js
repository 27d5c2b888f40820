// A room as its seats are now.

import { get } from "../api.js";
import { useLiveView } from "../live_view.js";
import { heardNow } from "../seats/clock.js";
import { afterMessage, afterReading } from "./live.js";

/** @typedef {import("./shapes.js").Live} Live */
/** @typedef {import("./shapes.js").LiveAnswer} LiveAnswer */
/** @typedef {import("./shapes.js").LiveMessage} LiveMessage */

const ASK_EVERY = 4_000;

/** @param {number} room */
export function useLiveRoom(room) {
  return useLiveView({
    path: `/ws/rooms/${room}/`,
    askEvery: ASK_EVERY,
    read: async () => {
      const answer = /** @type {LiveAnswer} */ (await get(`/api/rooms/${room}/live/`));
      heardNow(answer.now);
      return answer;
    },
    // What the socket tells is newer.
    afterReading: (/** @type {Live | null} */ before, answer, isOpen) => (isOpen && before ? before : afterReading(answer)),
    afterMessage: (before, /** @type {LiveMessage} */ message) => {
      heardNow(message.now);
      return afterMessage(before, message);
    },
  });
}
