// Whom an absence can be about.

import { get } from "../api.js";
import { can, isRole, profile } from "../session.js";
import { findAnyStudent } from "../school/find_students.js";
import { dateAt } from "../school/lesson_when.js";

/** @typedef {{ id: number, name: string, detail?: string }} Student  `id` of the person */

/** Professors, managers and staff decide; students and tutors look at their own. */
export const decides = () => can("can_manage_absences");

const MOST = 8;

/** Oneself, and whoever one is the tutor of. @param {AbortSignal} signal @returns {Promise<Student[]>} */
export async function ownStudents(signal) {
  /** @type {Map<number, Student>} */
  const students = new Map();
  const me = profile.peek()?.user;
  if (me && isRole("STUDENT")) students.set(me.id, { id: me.id, name: `${me.first_name} ${me.last_name}`.trim() });
  if (!isRole("TUTOR")) return [...students.values()];
  const now = await get("/api/enrolments/", { on: dateAt(), page_size: 200 }, { signal });
  // Whoever is not in a group today may be soon.
  const { results } = now.results.length ? now : await get("/api/enrolments/", { page_size: 200 }, { signal });
  for (const { student, student_name, group_name } of results) {
    if (!students.has(student)) students.set(student, { id: student, name: student_name.trim(), detail: group_name });
  }
  return [...students.values()];
}

/** By name, among those within reach. @param {string} search @param {AbortSignal} signal @returns {Promise<Student[]>} */
export function findStudents(search, signal) {
  return can("can_manage_users") ? findAnyStudent(search, signal) : findMine(search, signal);
}

/** A professor's own, with their groups. @param {string} search @param {AbortSignal} signal @returns {Promise<Student[]>} */
async function findMine(search, signal) {
  const { results } = await get("/api/enrolments/", { search, page_size: 3 * MOST }, { signal });
  /** @type {Map<number, Student>} */
  const found = new Map();
  for (const { student, student_name, group_name } of results) {
    if (!found.has(student)) found.set(student, { id: student, name: student_name.trim(), detail: group_name });
  }
  return [...found.values()].slice(0, MOST);
}
