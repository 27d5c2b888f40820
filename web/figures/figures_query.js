// What the page of figures is asked for, as it stands in its address, and the answers to it.

import { ApiError, get } from "../api.js";
import { can, profile } from "../session.js";

/** @typedef {import("./weeks.js").Week} Week */
/** @typedef {{ id: number, name: string }} Coach */
/** @typedef {{ coaches: Coach[], coach: Coach, weeks: Week[] }} Figures */

/** Staff look at any coach, a coach at nobody else. */
export const seesAll = () => can("is_admin");

/**
 * @param {number | null} wanted coach
 * @param {{ from: string, to: string }} range
 * @param {AbortSignal} signal
 * @returns {Promise<Figures>}
 */
export async function loadFigures(wanted, { from, to }, signal) {
  /** @type {{ results: Coach[] }} */
  const { results: all } = await get("/api/coaches/", { page_size: 200 }, { signal });
  const me = profile.peek()?.user.id;
  const coaches = seesAll() ? all : all.filter(({ id }) => id === me);
  const coach = coaches.find(({ id }) => id === wanted) ?? coaches.find(({ id }) => id === me) ?? coaches[0];
  if (!coach) throw new ApiError(404, { code: "no_coach" });
  const { results } = await get("/api/appointments/statistics/", { coach: coach.id, from, to }, { signal });
  return { coaches, coach, weeks: results };
}
