// What a lesson can be made of: subjects, groups, people, rooms, terms. Keys of the area `school` and `core` only.

import { get } from "../api.js";
import { useLoad } from "../load.js";
import { hasRight, profile } from "../session.js";

/**
 * @typedef {import("./shapes.js").IdName} IdName
 * @typedef {import("./shapes.js").Room} Room
 * @typedef {import("./shapes.js").Group} Group
 * @typedef {import("./shapes.js").Term} Term
 * @typedef {import("./shapes.js").LessonModule} LessonModule
 */

/** Of a list of which one chooses, more are of no use. */
const PAGES = 5;
/** So many people come at once. */
const MOST_PEOPLE = 50;

/**
 * @param {string} path @param {Record<string, string | number | boolean | undefined>} query @param {AbortSignal} signal
 * @returns {Promise<any[]>} rows as the list answers them
 */
export async function readAll(path, query, signal) {
  const rows = [];
  let cursor = /** @type {string | null} */ (null);
  for (let page = 0; page < PAGES; page += 1) {
    const { results, next } = await get(path, { ...query, page_size: 200, cursor: cursor ?? undefined }, { signal });
    rows.push(...results);
    cursor = next ? new URL(next, location.origin).searchParams.get("cursor") : null;
    if (!cursor) break;
  }
  return rows;
}

/** Rooms in use. @returns {import("../load.js").Load<Room[]>} */
export function useRooms() {
  return useLoad((signal) => readAll("/api/rooms/", { is_active: true }, signal));
}

/** @returns {import("../load.js").Load<Group[]>} */
export function useGroups() {
  return useLoad((signal) => readAll("/api/groups/", {}, signal));
}

/** @returns {import("../load.js").Load<Term[]>} */
export function useTerms() {
  return useLoad((signal) => readAll("/api/terms/", {}, signal));
}

/** Whoever plans everything may give any subject, a professor theirs. @returns {import("../load.js").Load<LessonModule[]>} */
export function useModules() {
  return useLoad(async (signal) => {
    const all = /** @type {LessonModule[]} */ (await readAll("/api/modules/", {}, signal));
    const own = profile.peek()?.user.modules ?? [];
    return plansEverything() ? all : all.filter(({ id }) => own.includes(id));
  });
}

/** Managers and administrators. */
export const plansEverything = () => hasRight("school.structure");

/**
 * The office reads the list of professors, a professor that of their colleagues.
 * @param {readonly IdName[]} known
 * @returns {import("../load.js").Load<IdName[]>}
 */
export function useProfessors(known) {
  return useLoad(async (signal) => {
    const found = hasRight("people.manage") ? await readProfessors(signal) : await readColleagues(signal);
    const byId = new Map([...found, ...known].map((one) => [one.id, one]));
    return [...byId.values()].sort((a, b) => a.name.localeCompare(b.name));
  });
}

/** @param {AbortSignal} signal @returns {Promise<IdName[]>} */
async function readProfessors(signal) {
  const rows = await readAll("/api/professors/", {}, signal);
  return rows.map(({ user }) => ({ id: user.id, name: `${user.first_name} ${user.last_name}`.trim() }));
}

/** @param {AbortSignal} signal @returns {Promise<IdName[]>} */
async function readColleagues(signal) {
  const rows = await readAll("/api/school/people/", { kind: "professor", limit: MOST_PEOPLE }, signal);
  return rows.map(({ id, first_name, last_name }) => ({ id, name: `${first_name} ${last_name}`.trim() }));
}
