// People, groups and rooms whose week can be looked at.

import { get } from "../api.js";
import { t } from "../i18n.js";
import { studentsOf } from "./found.js";

/**
 * @typedef {import("./shapes.js").Choice} Choice
 * @typedef {import("./shapes.js").Whose} Whose
 * @typedef {import("./viewer.js").Viewer} Viewer
 */

/** Of each kind. */
const MOST_PEOPLE = 8;
const MOST = 5;
/** Among whom one is looked for by number. */
const MOST_COLLEAGUES = 50;
/** A tutor's students are few; more than a page of them are found by typing. */
const PAGE_SIZE = 200;

/** @type {Map<string, string>} names of what was chosen or found, so that they stand there at once */
const names = new Map();

/** @param {Choice} choice */
export function remember(choice) {
  names.set(`${choice.kind}-${choice.id}`, choice.name);
}

/** Students within reach, each once. @param {AbortSignal} [signal] @returns {Promise<Choice[]>} */
export async function loadStudents(signal) {
  const { results } = await get("/api/enrolments/", { page_size: PAGE_SIZE }, { signal });
  const students = studentsOf(results);
  students.forEach(remember);
  return students;
}

/**
 * What fits what was typed; without a word the groups.
 * @param {string} search @param {Viewer} who @param {AbortSignal} signal @returns {Promise<Choice[]>}
 */
export async function findChoices(search, who, signal) {
  const parts = await Promise.allSettled([
    search ? people(search, signal) : [],
    groups(search, signal),
    search && who.plans ? rooms(search, signal) : [],
  ]);
  const found = parts.flatMap((part) => (part.status === "fulfilled" ? part.value : []));
  // What one list could not tell does not take away what the others have.
  const refused = parts.find((part) => part.status === "rejected");
  if (refused && found.length === 0) throw refused.reason;
  found.forEach(remember);
  return found;
}

/** @param {string} search @param {AbortSignal} signal @returns {Promise<Choice[]>} */
async function people(search, signal) {
  const { results } = await get("/api/school/people/", { search, limit: MOST_PEOPLE }, { signal });
  return /** @type {import("./shapes.js").SchoolPerson[]} */ (results).map(person);
}

/** @param {import("./shapes.js").SchoolPerson} person @returns {Choice} */
function person({ id, first_name, last_name, kind, detail }) {
  const isProfessor = kind === "professor";
  const note = [t(isProfessor ? "timetable.whose.professor" : "timetable.whose.student"), detail].filter(Boolean).join(" · ");
  return { kind: "person", id, name: `${first_name} ${last_name}`.trim(), note, isProfessor };
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
  const enrolments = await get("/api/enrolments/", { student: id, page_size: 1 }, { signal }).catch(() => null);
  if (enrolments?.results.length > 0) return enrolments.results[0].student_name;
  const { results } = await get("/api/school/people/", { kind: "professor", limit: MOST_COLLEAGUES }, { signal });
  const colleague = /** @type {import("./shapes.js").SchoolPerson[]} */ (results).find((one) => one.id === id);
  return colleague ? person(colleague).name : "";
}
