// Who books, and for whom they may.

import { ApiError, get } from "../api.js";
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

/**
 * The name behind a number in the address; null for nobody that one may book for.
 * @param {number} id @param {AbortSignal} [signal] @returns {Promise<Booked | null>}
 */
export async function readClient(id, signal) {
  try {
    return await get(`/api/clients/${id}/`, undefined, { signal });
  } catch (error) {
    if (!(error instanceof ApiError) || ![403, 404].includes(error.status)) throw error;
  }
  // Who keeps appointments and no files knows of a client what their appointments say.
  const known = await get("/api/appointments/", { client: id, page_size: 1 }, { signal });
  const [one] = /** @type {{ client_name: string, client_phone?: string }[]} */ (known.results);
  return one ? { id, name: one.client_name, phone: one.client_phone ?? "" } : null;
}
