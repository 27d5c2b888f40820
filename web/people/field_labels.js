// What a field is called, by the name that the API gives it.

import { t } from "../i18n.js";

const FIELDS = /** @type {const} */ ([
  "first_name",
  "last_name",
  "email",
  "username",
  "phone",
  "birth_date",
  "modules",
  "student_number",
  "level",
  "specialty",
  "relationship",
  "title",
  "students",
  "language",
]);

/**
 * @param {string} name `user.phone`, `level`
 * @returns {string}
 */
export function fieldLabel(name) {
  const plain = name.replace(/^user\./, "");
  const field = FIELDS.find((one) => one === plain);
  return field ? t(`people.field.${field}`) : plain;
}
