// The levels to choose from. The API has no list of them: those of the newest students are it, and the one that is chosen.

import { get } from "../api.js";
import { useLoad } from "../load.js";

/** As many students as one page holds. */
const LOOKED_AT = 200;

/**
 * @param {boolean} isWanted
 * @param {string} chosen
 * @returns {string[]}
 */
export function useLevels(isWanted, chosen) {
  const { data } = useLoad(async (signal) => {
    if (!isWanted) return [];
    /** @type {import("./person.js").ListAnswer<import("./person.js").Profile>} */
    const answer = await get("/api/students/", { page_size: LOOKED_AT, ordering: "-created_at" }, { signal });
    return answer.results.map((student) => student.level ?? "");
  }, [isWanted]);
  const levels = new Set([...(data ?? []), chosen].filter(Boolean));
  return [...levels].sort((one, other) => one.localeCompare(other, undefined, { numeric: true }));
}
