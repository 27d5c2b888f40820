import { t } from "../i18n.js";

const NAMES = /** @type {const} */ ([
  "SUPERUSER",
  "STAFF",
  "SCHOOL_MANAGER",
  "PROFESSOR",
  "COACH",
  "OPERATOR",
  "TUTOR",
  "STUDENT",
  "CLIENT",
]);

/**
 * A role in the reader's language; one that a later module brings is shown as it is called.
 * @param {string} name
 */
export function roleName(name) {
  const known = NAMES.find((each) => each === name);
  return known ? t(`account.role.${known}`) : name;
}
