import { get } from "../api.js";
import { wallOf } from "../components/calendar_time.js";
import { zone } from "../i18n.js";

/** @typedef {import("./shapes.js").Queue} Queue */

/** What the board says, and whose the numbers are. @param {string} wanted id of a site, empty for the first @param {AbortSignal} signal @returns {Promise<Queue>} */
export async function loadQueue(wanted, signal) {
  /** @type {import("./shapes.js").Board} */
  const board = await get("/api/queue/board/", { site: wanted }, { signal });
  const { date } = wallOf(board.now, zone.value);
  /** @type {import("./shapes.js").Ticket[]} */
  const tickets = [];
  for (let cursor = ""; ; ) {
    const { results, next } = await get("/api/queue/", { site: board.site, day: date, page_size: 200, cursor }, { signal });
    tickets.push(...results);
    cursor = next ? (new URL(next, location.href).searchParams.get("cursor") ?? "") : "";
    if (!cursor) return { board, tickets };
  }
}

/** Minutes for who would come now: at once while seats are left over, never less than the last of the queue; null: unknown. @param {Queue} queue */
export function waitOfNext({ board, tickets }) {
  const before = tickets.filter(({ status }) => status === "waiting" || status === "called");
  if (board.seats_free > before.length) return 0;
  const known = before.flatMap(({ estimate_minutes }) => estimate_minutes ?? []);
  return known.length > 0 ? Math.max(...known) : null;
}
