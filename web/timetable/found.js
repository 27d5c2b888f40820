// Names as people type them: without accents and capitals, beginnings of words in any order.

/** @param {string} text */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** @param {string} text @param {string} search */
export function matches(text, search) {
  const words = fold(text).split(/[^\p{L}\p{N}]+/u);
  return fold(search)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .every((wanted) => words.some((word) => word.startsWith(wanted)));
}

/**
 * Each student once, with the groups that they are in, by name.
 * @param {readonly import("./shapes.js").Enrolment[]} enrolments
 * @returns {import("./shapes.js").Choice[]}
 */
export function studentsOf(enrolments) {
  /** @type {Map<number, import("./shapes.js").Choice & { groups: Set<string> }>} */
  const students = new Map();
  for (const { student, student_name, group_name } of enrolments) {
    const known = students.get(student) ?? { kind: "person", id: student, name: student_name, note: "", groups: new Set() };
    known.groups.add(group_name);
    students.set(student, known);
  }
  return [...students.values()]
    .map(({ groups, ...one }) => ({ ...one, note: [...groups].sort().join(", ") }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
