// Students by name, for those who manage people.

import { get } from "../api.js";

const MOST = 8;

/** @param {string} search @param {AbortSignal} signal @returns {Promise<import("./student_search.js").Student[]>} */
export async function findAnyStudent(search, signal) {
  const { results } = await get("/api/students/", { search, page_size: MOST }, { signal });
  return results.map((/** @type {any} */ { user, level, student_number: number }) => ({
    id: user.id,
    name: `${user.first_name} ${user.last_name}`.trim(),
    detail: [level, number].filter(Boolean).join(" · "),
  }));
}
