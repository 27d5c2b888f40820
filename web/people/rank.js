// Nobody changes a person who stands above them; the API refuses it, and the pages do not offer it.

import { profile } from "../session.js";
import { rolesOf } from "./person.js";

/** Superuser, staff, school manager, everybody else. */
const SUPERUSER = 3;
const STAFF = 2;
const MANAGER = 1;
const PERSON = 0;

/**
 * @param {boolean} isSuperuser
 * @param {boolean} isStaff
 * @param {string[]} roles
 * @returns {number}
 */
function rank(isSuperuser, isStaff, roles) {
  if (isSuperuser) return SUPERUSER;
  if (isStaff) return STAFF;
  return roles.includes("SCHOOL_MANAGER") ? MANAGER : PERSON;
}

/** @returns {number} */
function ownRank() {
  const own = profile.value;
  if (!own) return PERSON;
  return rank(own.user.is_superuser === true, own.user.is_staff === true, own.roles ?? []);
}

/**
 * @param {import("./person.js").Account} account
 * @returns {boolean}
 */
export function isAbove(account) {
  return rank(account.is_superuser, account.is_staff, rolesOf(account)) > ownRank();
}

/**
 * @param {import("./person.js").Account} account
 * @returns {boolean}
 */
export function isSelf(account) {
  return profile.value?.user.id === account.id;
}

/** @returns {boolean} */
export function isAdministrator() {
  return ownRank() >= STAFF;
}

/**
 * Staff are deleted by superusers only.
 * @param {import("./person.js").Account} account
 * @returns {boolean}
 */
export function mayDelete(account) {
  return !isSelf(account) && (ownRank() === SUPERUSER || !(account.is_staff || account.is_superuser));
}

/**
 * Only superusers raise anybody to staff; another superuser is not lowered from here.
 * @param {import("./person.js").Account} account
 * @returns {boolean}
 */
export function mayMakeStaff(account) {
  return ownRank() === SUPERUSER && !isSelf(account) && !account.is_superuser;
}

/**
 * A role above one's own rank cannot be given.
 * @param {string} role
 * @returns {boolean}
 */
export function mayGive(role) {
  return rank(false, false, [role]) <= ownRank();
}
