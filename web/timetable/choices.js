// People, groups and rooms whose week can be looked at.

import { get } from "../api.js";
import { t } from "../i18n.js";
import { matches, studentsOf } from "./found.js";

/**
 * @typedef {import("./shapes.js").Choice} Choice
 * @typedef {import("./shapes.js").Whose} Whose
 * @typedef {import("./viewer.js").Viewer} Viewer
 */

/** Of each kind. */
const MOST = 5;
/** Enrolments read to find the students of a professor or a tutor by name: the API does not search them. */
const PAGES = 4;
const PAGE_SIZE = 200;

/** @type {Map<string, string>} names of what was chosen or found, so that they stand there at once */
const names = new Map();

/** @param {Choice} choice */
export function remember(choice) {
  names.set(`${choice.kind}-${choice.id}`, choice.name);
}

/** Students within reach, each once. @param {AbortSignal} [signal] @returns {Promise<Choice[]>} */
export async function loadStudents(signal) {
  /** @type {import("./shapes.js").Enrolment[]} */
  const found = [];
  let cursor = "";
  for (let page = 0; page < PAGES; page += 1) {
    const { results, next } = await get("/api/enrolments/", { page_size: PAGE_SIZE, ...(cursor && { cursor }) }, { signal });
    found.push(...results);
    cursor = next ? (new URL(next, "http://api").searchParams.get("cursor") ?? "") : "";
    if (!cursor) break;
  }
  const students = studentsOf(found);
  students.forEach(remember);
  return students;
}

/** @type {{ of: number | undefined, students: Promise<Choice[]> } | null} */
let kept = null;

/** Kept while somebody types. @param {Viewer} who */
function students(who) {
  if (kept?.of !== who.id) {
    const asked = { of: who.id, students: loadStudents() };
    asked.students.catch(() => {
      if (kept === asked) kept = null;
    });
    kept = asked;
  }
  return /** @type {NonNullable<typeof kept>} */ (kept).students;
}

/**
 * What fits what was typed; without a word the groups.
 * @param {string} search @param {Viewer} who @param {AbortSignal} signal @returns {Promise<Choice[]>}
 */
export async function findChoices(search, who, signal) {
  const parts = await Promise.all([
    search ? people(search, who, signal) : [],
    groups(search, signal),
    search && who.plans ? rooms(search, signal) : [],
  ]);
  const found = parts.flat();
  found.forEach(remember);
  return found;
}

/** @param {string} search @param {Viewer} who @param {AbortSignal} signal @returns {Promise<Choice[]>} */
async function people(search, who, signal) {
  if (!who.findsPeople) return (await students(who)).filter(({ name }) => matches(name, search)).slice(0, MOST);
  const lists = /** @type {const} */ (["professors", "students"]);
  const found = await Promise.all(
    lists.map(async (list) => {
      const { results } = await get(`/api/${list}/`, { search, page_size: MOST }, { signal });
      return /** @type {import("./shapes.js").Profile[]} */ (results).map((one) => person(one, list === "professors"));
    }),
  );
  return found.flat();
}

/** @param {import("./shapes.js").Profile} profile @param {boolean} isProfessor @returns {Choice} */
function person({ user, specialty, level }, isProfessor) {
  const role = t(isProfessor ? "timetable.whose.professor" : "timetable.whose.student");
  const note = [role, isProfessor ? specialty : level].filter(Boolean).join(" · ");
  return { kind: "person", id: user.id, name: `${user.first_name} ${user.last_name}`.trim(), note, isProfessor };
}

/** @param {string} search @param {AbortSignal} signal @returns {Promise<Choice[]>} */
async function groups(search, signal) {
  const { results } = await get("/api/groups/", { page_size: search ? MOST : 8, ...(search && { search }) }, { signal });
  return results.map(groupChoice);
}

/** @param {import("./shapes.js").Group} group @returns {Choice} */
export function groupChoice({ id, name, parent_name, programme_name }) {
  return { kind: "group", id, name, note: [parent_name ?? programme_name].filter(Boolean).join("") || t("timetable.whose.group") };
}

/** @param {string} search @param {AbortSignal} signal @returns {Promise<Choice[]>} */
async function rooms(search, signal) {
  const { results } = await get("/api/rooms/", { search, page_size: MOST }, { signal });
  return results.map((/** @type {import("./shapes.js").Room} */ { id, name, capacity, site_name }) => ({
    kind: "room",
    id,
    name,
    note: capacity ? t("timetable.whose.room_places", { count: capacity }) : site_name,
  }));
}

/** @param {Exclude<Whose, { kind: "mine" }>} whose */
export const knownName = (whose) => names.get(`${whose.kind}-${whose.id}`) ?? "";

/**
 * The name of what the address names by its number.
 * @param {Exclude<Whose, { kind: "mine" }>} whose @param {Viewer} who @param {AbortSignal} signal
 */
export async function loadName(whose, who, signal) {
  const known = knownName(whose);
  if (known) return known;
  const name = await readName(whose, who, signal);
  if (name) names.set(`${whose.kind}-${whose.id}`, name);
  return name;
}

/** @param {Exclude<Whose, { kind: "mine" }>} whose @param {Viewer} who @param {AbortSignal} signal @returns {Promise<string>} */
async function readName({ kind, id }, who, signal) {
  if (kind !== "person") return (await get(`/api/${kind}s/${id}/`, undefined, { signal })).name;
  if (who.findsPeople) {
    const { first_name, last_name } = await get(`/api/users/${id}/`, undefined, { signal });
    return `${first_name} ${last_name}`.trim();
  }
  const { results } = await get("/api/enrolments/", { student: id, page_size: 1 }, { signal });
  return results[0]?.student_name ?? "";
}
