// Whose appointments there are.

import { get } from "../api.js";
import { useLoad } from "../load.js";
import { can, profile } from "../session.js";

/** @typedef {import("../types/api.js").components["schemas"]["CoachBody"]} Coach */

/** Staff see those of every coach, a coach their own. */
export const seesAll = () => can("can_manage_system");

/** Those whose appointments may be seen. @returns {Coach[]} */
export function useCoaches() {
  const load = useLoad(async (signal) => {
    const { results } = await get("/api/coaches/", { page_size: 200 }, { signal });
    return /** @type {Coach[]} */ (results);
  });
  const own = profile.value?.user.id;
  return (load.data ?? []).filter(({ id }) => seesAll() || id === own);
}

/**
 * The one coach whose appointments are shown, if there is one.
 * @param {readonly Coach[]} coaches @param {string} chosen
 */
export function coachShown(coaches, chosen) {
  return coaches.length === 1 ? coaches[0] : (coaches.find(({ id }) => String(id) === chosen) ?? null);
}

/** Whether it must be said whose an appointment is. @param {readonly Coach[]} coaches */
export const areSeveral = (coaches) => coaches.length > 1;

/** Names of services by id, where there is more than one to tell apart. @param {readonly Coach[]} coaches @returns {Map<number, string>} */
export function servicesOf(coaches) {
  const services = new Map(coaches.flatMap((coach) => coach.services.map(({ id, name }) => [id, name])));
  return services.size > 1 ? services : new Map();
}
