// The lists of people that the API knows, and what each adds to a person.

/** @typedef {"students"|"professors"|"tutors"|"managers"} ProfileKind a list of profiles of one role */
/** @typedef {"users"|ProfileKind} Kind */
/** @typedef {import("../types/session.js").ModuleName} ModuleName */
/** @typedef {"STUDENT"|"PROFESSOR"|"TUTOR"|"SCHOOL_MANAGER"|"COACH"|"OPERATOR"|"CLIENT"} RoleName */
/** @typedef {"student_number"|"level"|"specialty"|"relationship"|"title"} OwnField */

/** @type {readonly ProfileKind[]} */
export const PROFILE_KINDS = ["students", "professors", "tutors", "managers"];

/** @type {readonly Kind[]} */
export const KINDS = ["users", ...PROFILE_KINDS];

/** @type {readonly RoleName[]} */
export const ROLES = ["STUDENT", "PROFESSOR", "TUTOR", "SCHOOL_MANAGER", "COACH", "OPERATOR", "CLIENT"];

/** @type {Readonly<Record<ProfileKind, RoleName>>} */
export const ROLE_OF = { students: "STUDENT", professors: "PROFESSOR", tutors: "TUTOR", managers: "SCHOOL_MANAGER" };

/** @type {Readonly<Record<Kind, readonly OwnField[]>>} */
export const OWN_FIELDS = {
  users: [],
  students: ["student_number", "level"],
  professors: ["specialty"],
  tutors: ["relationship"],
  managers: ["title"],
};

/** Roles that belong to a module of the program; the others are always there. */
const MODULE_OF = /** @type {Partial<Record<RoleName, ModuleName>>} */ ({
  COACH: "appointments",
  CLIENT: "appointments",
  OPERATOR: "workstations",
});

/**
 * The roles that make sense here.
 * @param {(module: ModuleName) => boolean} isOn
 * @returns {RoleName[]}
 */
export function rolesHere(isOn) {
  return ROLES.filter((role) => {
    const module = MODULE_OF[role];
    return module === undefined || isOn(module);
  });
}

/**
 * @param {string | null | undefined} text as an address carries it
 * @returns {Kind}
 */
export function kindOf(text) {
  return KINDS.find((kind) => kind === text) ?? "users";
}

/**
 * The list in which people of a role stand, if it has one.
 * @param {string} role
 * @returns {ProfileKind | undefined}
 */
export function kindOfRole(role) {
  return PROFILE_KINDS.find((kind) => ROLE_OF[kind] === role);
}

/**
 * @param {string} name as the API writes it
 * @returns {RoleName | undefined}
 */
export function roleNamed(name) {
  return ROLES.find((role) => role === name);
}
