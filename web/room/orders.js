// One order to many seats, in one request, and what became of it.

import { post } from "../api.js";

/**
 * @typedef {{ workstations: number[] } | { room: number, occupied: true } | { site: number, occupied: true }} Whom
 * @typedef {{ order: "message", text: string } | { order: "add_time", minutes: number } | { order: "status", status: "available" | "in_use" | "maintenance" | "offline" }
 *   | { order: "lock" | "reboot" | "wake" | "suspend" | "resume" | "terminate" }} Order
 * @typedef {{ workstation: number, name: string | null, code: string, message: string }} NotTaken
 * @typedef {{ taken: { workstation: number }[], refused: NotTaken[] }} Given
 * @typedef {{ why: string, names: string[] }} Reason
 */

/** Long enough for a town's worth of seats. */
const PATIENCE = 60_000;

/** @param {Order} order @param {Whom} whom @returns {Promise<Given>} */
export const giveOrder = (order, whom) => post("/api/workstations/orders/", { ...order, ...whom }, { timeout: PATIENCE });

/** Each reason once, with the seats that gave it; the one with most of them first. @param {readonly NotTaken[]} refused @returns {Reason[]} */
export function reasonsOf(refused) {
  const byWhy = new Map();
  for (const { workstation, name, message } of refused) {
    const names = byWhy.get(message) ?? [];
    byWhy.set(message, [...names, name ?? `#${workstation}`]);
  }
  const reasons = [...byWhy].map(([why, names]) => ({ why, names }));
  return reasons.sort((one, other) => other.names.length - one.names.length);
}
