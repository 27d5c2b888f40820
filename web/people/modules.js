// The subjects, read once per visit of a page.

import { get } from "../api.js";
import { useLoad } from "../load.js";

/** @typedef {{ id: number, code: string, name: string }} Subject */

/** @returns {import("../load.js").Load<Subject[]>} */
export function useSubjects() {
  return useLoad(async (signal) => {
    /** @type {import("./person.js").ListAnswer<Subject>} */
    const answer = await get("/api/modules/", { page_size: 200 }, { signal });
    return answer.results;
  }, []);
}
