// One person with the profile through which they are read and changed.

import { get } from "../api.js";
import { kindOfRole } from "./kinds.js";
import { loginOf, rolesOf } from "./person.js";
import { valuesOf } from "./values.js";

/** @typedef {import("./person.js").Account} Account */
/** @typedef {import("./person.js").Person} Person */
/** @typedef {import("./person.js").Profile} Profile */
/** @typedef {import("./kinds.js").Kind} Kind */
/** @typedef {import("./kinds.js").ProfileKind} ProfileKind */
/** @typedef {import("./values.js").Values} Values */

/**
 * @typedef {object} PersonRecord
 * @property {Kind} kind whose own fields are shown: the role's, or `users` without any
 * @property {number} id in the list of that kind
 * @property {Account} account
 * @property {Values} values
 * @property {number} version
 * @property {Profile[]} students of a tutor
 * @property {Profile[]} tutors of a student
 */

/**
 * Reads a person by the address of their page. Somebody asked for as a person is shown with the first of their roles
 * that has fields of its own.
 * @param {Kind} kind
 * @param {number} id
 * @param {AbortSignal} [signal]
 * @returns {Promise<PersonRecord>}
 */
export async function loadRecord(kind, id, signal) {
  if (kind !== "users") return loadProfile(kind, await get(`/api/${kind}/${id}/`, {}, { signal }), signal);
  /** @type {Account} */
  const account = await get(`/api/users/${id}/`, {}, { signal });
  for (const role of rolesOf(account)) {
    const own = kindOfRole(role);
    const found = own && (await findProfile(own, account, signal));
    if (own && found) return loadProfile(own, found, signal, account);
  }
  const values = valuesOf("users", account, {});
  return { kind: "users", id, account, values, version: account.row_version, students: [], tutors: [] };
}

/**
 * @param {ProfileKind} kind
 * @param {Profile} profile
 * @param {AbortSignal} [signal]
 * @param {Account} [known]
 * @returns {Promise<PersonRecord>}
 */
async function loadProfile(kind, profile, signal, known) {
  const [account, students, tutors] = await Promise.all([
    known ?? /** @type {Promise<Account>} */ (get(`/api/users/${profile.user.id}/`, {}, { signal })),
    kind === "tutors" ? linked("students", { tutor: profile.id }, signal) : [],
    kind === "students" ? linked("tutors", { student: profile.id }, signal) : [],
  ]);
  const values = valuesOf(kind, profile.user, profile);
  return { kind, id: profile.id, account, values, version: profile.row_version, students, tutors };
}

/**
 * @param {ProfileKind} kind
 * @param {Record<string, number>} filter
 * @param {AbortSignal} [signal]
 * @returns {Promise<Profile[]>}
 */
async function linked(kind, filter, signal) {
  const answer = await get(`/api/${kind}/`, { ...filter, page_size: 200 }, { signal });
  return answer.results;
}

/**
 * The profile of a person in one list: found by what is unique of them.
 * @param {ProfileKind} kind
 * @param {Person} person
 * @param {AbortSignal} [signal]
 * @returns {Promise<Profile | undefined>}
 */
export async function findProfile(kind, person, signal) {
  const search = loginOf(person) || `${person.first_name} ${person.last_name}`;
  /** @type {import("./person.js").ListAnswer<Profile>} */
  const answer = await get(`/api/${kind}/`, { search, page_size: 50 }, { signal });
  return answer.results.find((profile) => profile.user.id === person.id);
}
