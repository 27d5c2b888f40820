// A day among lessons: pure, tested in tests/timetable.test.js.

/** @typedef {import("./shapes.js").Lesson} Lesson */

/** @param {readonly Lesson[]} lessons @param {string} date */
export const lessonsOn = (lessons, date) => lessons.filter((one) => one.day === date).sort(byStart);

/** @param {Lesson} a @param {Lesson} b */
const byStart = (a, b) => a.starts_at.localeCompare(b.starts_at) || a.id - b.id;

/** @param {Lesson} lesson */
export const takesPlace = ({ status }) => status !== "cancelled";

/** What is under way, else what comes next. @param {readonly Lesson[]} lessons in their order @param {number} now milliseconds */
export function foremost(lessons, now) {
  const left = lessons.filter((one) => takesPlace(one) && Date.parse(one.ends_at) > now);
  return left.find((one) => Date.parse(one.starts_at) <= now) ?? left[0];
}

/** Lessons that have begun and whose register is not closed. @param {readonly Lesson[]} lessons @param {number} now milliseconds */
export function registersToTake(lessons, now) {
  return lessons.filter((one) => takesPlace(one) && one.register !== "closed" && Date.parse(one.starts_at) <= now);
}
