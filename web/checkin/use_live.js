// The list of a lesson as it is now.

import { get } from "../api.js";
import { useLiveView } from "../live_view.js";
import { afterMessage } from "./live.js";

/** @typedef {import("./shapes.js").Live} Live */

const ASK_EVERY = 3_000;

/** @param {number} lesson */
export function useLive(lesson) {
  return useLiveView({
    path: `/ws/lessons/${lesson}/`,
    askEvery: ASK_EVERY,
    read: () => /** @type {Promise<Live>} */ (get(`/api/lessons/${lesson}/check-ins/`)),
    // What the socket has told meanwhile is newer.
    afterReading: (/** @type {Live | null} */ before, read, isOpen) => (isOpen && before && before.row_version > read.row_version ? before : read),
    afterMessage,
  });
}
