import { IconButton } from "../components/button.js";
import { Field, useField } from "../components/field.js";
import { Icon } from "../components/icon.js";
import { SelectField } from "../components/select_field.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { StudentSearch } from "../school/student_search.js";
import { findStudents } from "./students.js";

/** @typedef {import("./students.js").Student} Student */

/** One of one's own few. The value of the form is an id. @param {{ form: import("../components/field.js").FieldForm, name: string, students: readonly Student[] }} props */
export function OwnStudentField({ form, name, students }) {
  const options = students.map((one) => ({ value: one.id, label: one.detail ? `${one.name} (${one.detail})` : one.name }));
  return h(SelectField, { form, name, label: t("absences.student.label"), required: true, placeholder: t("absences.student.choose"), options });
}

/** Anybody within reach. The value of the form is a student or null. @param {{ form: import("../components/field.js").FieldForm, name: string }} props */
export function StudentField({ form, name }) {
  const label = t("absences.student.label");
  const { id, errors, value, attributes } = useField({ form, name });
  const chosen = /** @type {Student | null} */ (value);
  const body = chosen
    ? h(ChosenStudent, { student: chosen, label: t("absences.student.another", { name: chosen.name }), onRemove: () => form.set(name, null), id })
    : h(StudentSearch, {
        id,
        label,
        find: findStudents,
        isWrong: errors.length > 0,
        described: attributes["aria-describedby"],
        onPick: (student) => form.set(name, student),
      });
  return h(Field, { id, label, errors, required: true }, body);
}

/** @param {{ student: { name: string }, label: string, onRemove: () => void, id?: string }} props */
export function ChosenStudent({ student, label, onRemove, id }) {
  return html`<span class="student-chosen">
    ${h(Icon, { name: "person", size: 18 })}<span class="cut">${student.name}</span>
    ${h(IconButton, { icon: "cross", small: true, label, onClick: onRemove, id })}
  </span>`;
}
