// A person as the API answers one, and the few things that every page here says of one.

import { t } from "../i18n.js";
import { roleNamed } from "./kinds.js";

/**
 * @typedef {object} Person the inner object of a profile
 * @property {number} id
 * @property {string | null} email
 * @property {string | null} username
 * @property {string} first_name
 * @property {string} last_name
 * @property {string} phone
 * @property {string | null} birth_date
 * @property {string | null} photo
 * @property {number[]} modules
 * @property {{ name: string }[]} roles_details
 */

/**
 * @typedef {object} AccountFields what `/api/users/` adds
 * @property {string | null} lang
 * @property {boolean} is_active
 * @property {boolean} is_staff
 * @property {boolean} is_superuser
 * @property {boolean} email_verified
 * @property {string} created_at
 * @property {string | null} last_login_at
 * @property {number} row_version
 */

/** @typedef {Person & AccountFields} Account */

/**
 * @typedef {object} ProfileFields
 * @property {number} id
 * @property {Person} user
 * @property {number} row_version
 * @property {string} [student_number]
 * @property {string} [level]
 * @property {string} [specialty]
 * @property {string} [relationship]
 * @property {string} [title]
 * @property {number[]} [students]
 */

/** @typedef {ProfileFields} Profile */

/**
 * @template T
 * @typedef {{ count: number | null, next: string | null, previous: string | null, results: T[] }} ListAnswer
 */

/**
 * @param {Pick<Person, "first_name" | "last_name">} person
 * @returns {string}
 */
export function fullName(person) {
  return `${person.first_name} ${person.last_name}`.trim();
}

/**
 * What they type at a login.
 * @param {Pick<Person, "email" | "username">} person
 * @returns {string}
 */
export function loginOf(person) {
  return person.email ?? person.username ?? "";
}

/**
 * @param {Pick<Person, "roles_details">} person
 * @returns {string[]}
 */
export function rolesOf(person) {
  return person.roles_details.map((role) => role.name);
}

/**
 * A role as a reader knows it.
 * @param {string} name
 * @returns {string}
 */
export function roleLabel(name) {
  const role = roleNamed(name);
  return role ? t(`people.role.${role}`) : name;
}
