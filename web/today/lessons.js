// Lessons of the day, as each role is concerned by them.

import { h } from "../h.js";
import { hasRight, isRole } from "../session.js";
import { LessonsOfPlace } from "./lessons_of_place.js";
import { LessonsOfStudents } from "./lessons_of_students.js";
import { MyLessons } from "./my_lessons.js";

/** Of several roles, the one with the most to do today. */
export default function Lessons() {
  if (isRole("PROFESSOR") || isRole("STUDENT")) return h(MyLessons, { teaches: isRole("PROFESSOR") });
  if (isRole("TUTOR") && !hasRight("school.structure")) return h(LessonsOfStudents, {});
  return h(LessonsOfPlace, {});
}
