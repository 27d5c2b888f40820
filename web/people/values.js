// The values of a person's form: read from an answer, compared, sent, and set upon a newer state.

import { OWN_FIELDS } from "./kinds.js";

/** @typedef {import("./kinds.js").Kind} Kind */
/** @typedef {import("./person.js").Person} Person */
/** @typedef {import("./person.js").Profile} Profile */
/** @typedef {string | number[]} FieldValue */
/** @typedef {Record<string, FieldValue>} Values values by the names that the API's errors use */

const PERSON_FIELDS = /** @type {const} */ (["first_name", "last_name", "email", "username", "phone", "birth_date"]);

/**
 * `user.` inside a profile, as in the errors of the API.
 * @param {Kind} kind
 * @returns {"" | "user."}
 */
export function prefixOf(kind) {
  return kind === "users" ? "" : "user.";
}

/**
 * @param {Kind} kind
 * @param {Partial<Person>} person
 * @param {Partial<Profile>} own
 * @returns {Values}
 */
export function valuesOf(kind, person, own) {
  const prefix = prefixOf(kind);
  /** @type {Values} */
  const values = {};
  for (const field of PERSON_FIELDS) values[prefix + field] = person[field] ?? "";
  values[`${prefix}modules`] = person.modules ?? [];
  for (const field of OWN_FIELDS[kind]) values[field] = own[field] ?? "";
  if (kind === "tutors") values.students = own.students ?? [];
  return values;
}

/**
 * @param {FieldValue | undefined} one
 * @param {FieldValue | undefined} other
 * @returns {boolean}
 */
export function isSame(one, other) {
  if (Array.isArray(one) && Array.isArray(other)) {
    const known = new Set(one);
    return known.size === new Set(other).size && other.every((id) => known.has(id));
  }
  if (typeof one === "string" && typeof other === "string") return one.trim() === other.trim();
  return one === other;
}

/**
 * Names of the fields in which `after` differs.
 * @param {Values} before
 * @param {Values} after
 * @returns {string[]}
 */
export function changedFields(before, after) {
  return Object.keys(before).filter((name) => !isSame(before[name], after[name]));
}

/**
 * The body of a request: `user.phone` becomes a member of `user`, an emptied date null.
 * @param {Values} values
 * @param {string[]} names
 * @returns {Record<string, unknown>}
 */
export function bodyOf(values, names) {
  /** @type {Record<string, unknown>} */
  const body = {};
  /** @type {Record<string, unknown>} */
  const user = {};
  for (const name of names) {
    const inUser = name.startsWith("user.");
    const value = values[name];
    const sent = name.endsWith("birth_date") && value === "" ? null : value;
    if (inUser) user[name.slice("user.".length)] = sent;
    else body[name] = sent;
  }
  if (Object.keys(user).length > 0) body.user = user;
  return body;
}

/**
 * @typedef {object} Overlap a field that somebody else has changed since it was read
 * @property {string} name
 * @property {FieldValue} before
 * @property {FieldValue} theirs
 * @property {FieldValue | null} mine what was typed here, null when nothing was
 */

/**
 * Sets what was typed upon a newer state: theirs where nothing was typed here, mine elsewhere.
 * @param {Values} before
 * @param {Values} mine
 * @param {Values} theirs
 * @returns {{ values: Values, overlaps: Overlap[] }}
 */
export function rebase(before, mine, theirs) {
  const values = { ...theirs };
  for (const name of changedFields(before, mine)) values[name] = mine[name] ?? "";
  const overlaps = changedFields(before, theirs).map((name) => {
    const isTyped = !isSame(before[name], mine[name]) && !isSame(mine[name], theirs[name]);
    return {
      name,
      before: before[name] ?? "",
      theirs: theirs[name] ?? "",
      mine: isTyped ? (mine[name] ?? "") : null,
    };
  });
  return { values, overlaps };
}
