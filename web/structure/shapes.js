// What the API says of the structure of the school.

/**
 * @typedef {{ id: number, name: string, starts_on: string, ends_on: string, row_version: number }} Year
 * @typedef {{ id: number, year: number, year_name: string, name: string, starts_on: string, ends_on: string, row_version: number }} Term
 * @typedef {{ id: number, code: string, name: string, row_version: number }} Programme
 * @typedef {{ id: number, module: number, module_code: string, module_name: string, programme: number, programme_name: string,
 *   year: number, year_name: string, planned_minutes: number, row_version: number }} TaughtModule
 * @typedef {{ id: number, year: number, year_name: string, programme: number | null, programme_name: string | null,
 *   parent: number | null, parent_name: string | null, name: string, students?: number, row_version: number }} Group
 *   `students`: enrolled today, with those of the groups within
 * @typedef {{ id: number, student: number, student_name: string, group: number, group_name: string, first_day: string,
 *   last_day: string | null, row_version: number }} Enrolment  both days count
 * @typedef {{ id: number, code: string, name: string }} Subject
 */

/** @typedef {{ terms: Term[], programmes: Programme[], taught: TaughtModule[], groups: Group[], subjects: Subject[] }} Structure */

/** What can be imported and exported, in the order in which one builds on the other, with its columns. */
export const SHEETS = /** @type {const} */ ({
  "school-years": { columns: ["name", "starts_on", "ends_on"], required: ["name", "starts_on", "ends_on"] },
  terms: { columns: ["year", "name", "starts_on", "ends_on"], required: ["year", "name", "starts_on", "ends_on"] },
  programmes: { columns: ["code", "name"], required: ["code", "name"] },
  "taught-modules": { columns: ["module", "programme", "year", "planned_minutes"], required: ["module", "programme", "year", "planned_minutes"] },
  groups: { columns: ["year", "name", "programme", "parent"], required: ["year", "name"] },
  enrolments: { columns: ["year", "group", "student", "name", "first_day", "last_day"], required: ["year", "group", "student", "first_day"] },
  series: {
    columns: ["module", "title", "weekday", "from_time", "to_time", "every_weeks", "first_day", "last_day", "room", "professors", "year", "groups"],
    required: ["module", "weekday", "from_time", "to_time", "first_day", "last_day", "year", "groups"],
  },
});

/** @typedef {keyof typeof SHEETS} SheetKind */

export const KINDS = /** @type {SheetKind[]} */ (Object.keys(SHEETS));
export const NAME = 150;
