// The rows of a list of people. A profile does not tell whether its person is active; those of the page who are not are
// asked for beside it, which is exact: they are among the first inactive ones after the same cursor.

import { get } from "../api.js";
import { requestOf } from "./list_query.js";

/** @typedef {import("./person.js").Account} Account */
/** @typedef {import("./person.js").Person} Person */
/** @typedef {import("./person.js").Profile} Profile */

/**
 * @typedef {object} PersonRow
 * @property {number} id in its list
 * @property {Person & Partial<Account>} person
 * @property {Partial<Profile>} own fields of the role
 * @property {boolean} isActive
 */

/**
 * @template T
 * @typedef {import("./person.js").ListAnswer<T>} ListAnswer
 */

/** @typedef {ListAnswer<PersonRow> & { kind: import("./kinds.js").Kind }} Rows with the list that they come from */

/**
 * @param {import("./list_query.js").ListQuery} query
 * @param {AbortSignal} signal
 * @returns {Promise<Rows>}
 */
export async function loadRows(query, signal) {
  const params = requestOf(query);
  if (query.kind === "users") {
    /** @type {ListAnswer<Account>} */
    const answer = await get("/api/users/", params, { signal });
    const rows = answer.results.map((person) => ({ id: person.id, person, own: {}, isActive: person.is_active }));
    return { ...answer, kind: query.kind, results: rows };
  }
  const path = `/api/${query.kind}/`;
  /** @type {[ListAnswer<Profile>, Set<number>]} */
  const [answer, inactive] = await Promise.all([
    get(path, params, { signal }),
    query.state ? new Set() : inactiveOf(path, params, signal),
  ]);
  const rows = answer.results.map((profile) => ({
    id: profile.id,
    person: profile.user,
    own: profile,
    isActive: query.state ? query.state === "active" : !inactive.has(profile.id),
  }));
  return { ...answer, kind: query.kind, results: rows };
}

/**
 * @param {string} path
 * @param {Record<string, string | number | boolean>} params
 * @param {AbortSignal} signal
 * @returns {Promise<Set<number>>} ids of profiles
 */
async function inactiveOf(path, params, signal) {
  /** @type {ListAnswer<Profile>} */
  const answer = await get(path, { ...params, is_active: false }, { signal });
  return new Set(answer.results.map((profile) => profile.id));
}
