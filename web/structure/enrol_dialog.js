// Students enrolled in a group from a day on, several at once.

import { post } from "../api.js";
import { ApiError } from "../api_error.js";
import { IconButton } from "../components/button.js";
import { DateField } from "../components/date_field.js";
import { Dialog } from "../components/dialog.js";
import { Field, useField } from "../components/field.js";
import { Form } from "../components/form.js";
import { useForm } from "../forms.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { findAnyStudent } from "../school/find_students.js";
import { dateAt } from "../school/lesson_when.js";
import { StudentSearch } from "../school/student_search.js";
import { toast } from "../toasts.js";
import { ACCEPTING, ClashPart, accepted, useClash } from "./clash_part.js";

/** @typedef {import("../school/student_search.js").Student} Student */

/** @param {{ group: { id: number, name: string }, onClose: () => void, onDone: () => void }} props */
export function EnrolDialog({ group, onClose, onDone }) {
  const { clash, watch } = useClash();
  const form = useForm({
    initial: { students: /** @type {Student[]} */ ([]), first_day: dateAt(), last_day: "", ...ACCEPTING },
    send: async ({ students, first_day, last_day, ...accepting }) => {
      if (students.length === 0) throw new ApiError(400, { code: "invalid", message: t("structure.problem.form"), errors: { students: [t("structure.problem.student")] } });
      const days = { first_day, last_day: last_day || null };
      return watch(() => each(students, (student) => post("/api/enrolments/", { student: student.id, group: group.id, ...days, ...accepted(accepting) }), left));
    },
    done: (count) => {
      toast(t("structure.enrol.done", { count, group: group.name }), { tone: "good" });
      onDone();
    },
  });
  /** Whoever is in is not entered again. @param {Student[]} students */
  const left = (students) => form.set("students", students);
  return h(
    Dialog,
    { open: true, title: t("structure.enrol.title", { group: group.name }), isSticky: form.isDirty, isBusy: form.busy.value, onClose },
    h(
      Form,
      { form, submit: t("structure.enrol.action"), cancel: { onClick: onClose } },
      h(StudentsField, { form }),
      html`<div class="structure-dates">
        ${h(DateField, { form, name: "first_day", label: t("structure.first_day"), required: true })}
        ${h(DateField, { form, name: "last_day", label: t("structure.last_day"), hint: t("structure.last_day_hint") })}
      </div>`,
      h(ClashPart, { form, clash }),
    ),
  );
}

/**
 * One after the other; what is refused says for whom.
 * @param {Student[]} students @param {(student: Student) => Promise<unknown>} enter @param {(students: Student[]) => void} left
 */
async function each(students, enter, left) {
  for (const [at, student] of students.entries()) {
    try {
      await enter(student);
    } catch (error) {
      left(students.slice(at));
      if (!(error instanceof ApiError)) throw error;
      error.message = t("structure.enrol.refused", { name: student.name, message: error.errors.student?.[0] ?? error.message });
      throw error;
    }
  }
  return students.length;
}

/** @param {{ form: import("../components/field.js").FieldForm }} props */
function StudentsField({ form }) {
  const label = t("structure.students");
  const { id, errors, value, attributes } = useField({ form, name: "students" });
  const students = /** @type {Student[]} */ (value);
  const add = (/** @type {Student} */ student) => {
    if (!students.some((one) => one.id === student.id)) form.set("students", [...students, student]);
  };
  return h(
    Field,
    { id, label, errors, required: true },
    html`${students.length > 0 &&
      html`<ul class="structure-chosen" role="list">
        ${students.map(
          (student) => html`<li key=${student.id}>
            <span>${student.name}</span>
            ${h(IconButton, { icon: "cross", small: true, label: t("structure.enrol.without", { name: student.name }), onClick: () => form.set("students", students.filter((one) => one !== student)) })}
          </li>`,
        )}
      </ul>`}
      ${h(StudentSearch, { key: students.length, id, label, find: findAnyStudent, described: attributes["aria-describedby"], isWrong: errors.length > 0, onPick: add })}`,
  );
}
