import { get } from "../api.js";

/** @typedef {import("./shapes.js").Reservation} Reservation */

/** All of a room between two dates, both counted, those that were cancelled left out. @param {number} room @param {string} from @param {string} to @param {AbortSignal} signal @returns {Promise<Reservation[]>} */
export async function loadReservations(room, from, to, signal) {
  /** @type {Reservation[]} */
  const all = [];
  for (let cursor = ""; ; ) {
    const { results, next } = await get("/api/reservations/", { room, from, to, page_size: 200, cursor }, { signal });
    all.push(...results);
    cursor = next ? (new URL(next, location.href).searchParams.get("cursor") ?? "") : "";
    if (!cursor) return all.filter(({ status }) => status !== "cancelled");
  }
}
