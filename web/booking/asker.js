// Who books, and for whom they may.

import { get } from "../api.js";
import { hasRight, me, profile } from "../session.js";

/** @typedef {import("../types/api.js").components["schemas"]["Client"]} Client */
/** @typedef {{ id: number, name: string, phone: string }} Booked the client of an appointment */
/** @typedef {{ me: number, isKeeper: boolean, isStaff: boolean }} Asker isKeeper: coach or staff, who book for others */

/** @returns {Asker} */
export function asker() {
  const isKeeper = hasRight("appointments.manage");
  const isStaff = isKeeper && Boolean(me.value?.is_staff || me.value?.is_superuser);
  return { me: profile.value?.user.id ?? 0, isKeeper, isStaff };
}

/** So many clients are looked through for one whose number only is known. */
const MOST = 200;

/**
 * The name behind a number in the address; null for nobody that one may book for.
 * @param {number} id @param {AbortSignal} [signal] @returns {Promise<Booked | null>}
 */
export async function readClient(id, signal) {
  const known = await get("/api/appointments/", { client: id, page_size: 1 }, { signal });
  const [one] = /** @type {{ client_name: string, client_phone?: string }[]} */ (known.results);
  if (one) return { id, name: one.client_name, phone: one.client_phone ?? "" };
  const all = await get("/api/clients/", { page_size: MOST }, { signal });
  return /** @type {Client[]} */ (all.results).find((client) => client.id === id) ?? null;
}
