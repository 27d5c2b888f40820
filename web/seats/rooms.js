// The rooms that have seats.

import { get } from "../api.js";

/** @typedef {import("./shapes.js").Room} Room */
/** @typedef {import("./shapes.js").Seat} Seat */

/** Computer rooms that are in use, in the order of sites. @param {AbortSignal} signal @returns {Promise<Room[]>} */
export async function loadRooms(signal) {
  const { results } = await get("/api/rooms/", { kind: "computers", page_size: 200 }, { signal });
  return /** @type {Room[]} */ (results).filter(({ is_active }) => is_active);
}

/** Every seat of a room. @param {number} room @param {AbortSignal} [signal] @returns {Promise<Seat[]>} */
export async function loadSeats(room, signal) {
  /** @type {Seat[]} */
  const all = [];
  for (let cursor = ""; ; ) {
    const { results, next } = await get("/api/workstations/", { room, page_size: 200, cursor }, { signal });
    all.push(...results);
    cursor = next ? (new URL(next, "http://api").searchParams.get("cursor") ?? "") : "";
    if (!cursor) return all;
  }
}

/** With its site where there are several. @param {Room} room @param {readonly Room[]} rooms */
export function roomName({ name, site, site_name }, rooms) {
  return rooms.some((other) => other.site !== site) ? `${site_name} · ${name}` : name;
}
