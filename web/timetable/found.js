// Students as enrolments name them.

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
