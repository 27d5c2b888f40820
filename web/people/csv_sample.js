// What a table of people may hold, and an example of one.

import { t } from "../i18n.js";
import { OWN_FIELDS } from "./kinds.js";
import { fieldLabel } from "./field_labels.js";

/** @typedef {import("./kinds.js").ProfileKind} ProfileKind */
/** @typedef {import("./modules.js").Subject} Subject */
/** @typedef {{ name: string, title: string, isNeeded: boolean, about: string, example: string }} Column */

/** Excel in France expects semicolons, and a mark that says UTF-8. */
const SEPARATOR = ";";
const MARK = "\ufeff";

/**
 * @param {ProfileKind} kind
 * @param {Subject[]} subjects
 * @returns {Column[]}
 */
export function columnsOf(kind, subjects) {
  const codes = subjects.slice(0, 2).map((subject) => subject.code);
  const names = /** @type {const} */ ([
    "last_name",
    "first_name",
    "email",
    "username",
    "phone",
    "birth_date",
    ...OWN_FIELDS[kind],
    "modules",
    "language",
  ]);
  return names.map((name) => ({
    name,
    title: fieldLabel(name),
    isNeeded: name === "last_name" || name === "first_name",
    about: t(`people.csv.about.${name}`, { codes: codes.join(" ") || "MATH FRAN" }),
    example: name === "modules" ? codes.join(" ") : t(`people.csv.example.${name}`),
  }));
}

/**
 * A file with the titles and one line.
 * @param {Column[]} columns
 * @returns {string}
 */
export function sampleOf(columns) {
  const lines = [columns.map((column) => column.title), columns.map((column) => column.example)];
  return MARK + lines.map((cells) => cells.map(quoted).join(SEPARATOR)).join("\r\n") + "\r\n";
}

/** @param {string} cell */
function quoted(cell) {
  return /[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
