// The fields of a person and of one role, the same for a new person and for one that is known.

import { ChoicesField } from "../components/choices_field.js";
import { DateField } from "../components/date_field.js";
import { TextField } from "../components/text_field.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { fieldLabel } from "./field_labels.js";
import { OWN_FIELDS } from "./kinds.js";
import { prefixOf } from "./values.js";
import { StudentsField } from "./students_field.js";

/** @typedef {import("./kinds.js").Kind} Kind */
/** @typedef {import("./values.js").Values} Values */
/** @typedef {import("../forms.js").Form<Values>} PersonForm */

/** @typedef {import("./modules.js").Subject} Subject */

/**
 * @param {{ form: PersonForm, kind: Kind, subjects: Subject[], isNew?: boolean }} props
 */
export function IdentityFields({ form, kind, subjects, isNew = false }) {
  const prefix = prefixOf(kind);
  /** @param {string} name */
  const named = (name) => ({ form, name: prefix + name, label: fieldLabel(name) });
  return html`<div class="person-fields">
    ${h(TextField, { ...named("first_name"), required: true, autocomplete: "off" })}
    ${h(TextField, { ...named("last_name"), required: true, autocomplete: "off" })}
    ${h(TextField, {
      ...named("email"),
      type: "email",
      inputmode: "email",
      autocomplete: "off",
      hint: isNew ? t("people.hint.emailNew") : t("people.hint.email"),
    })}
    ${h(TextField, { ...named("username"), autocomplete: "off", hint: t("people.hint.username") })}
    ${h(TextField, { ...named("phone"), type: "tel", inputmode: "tel", autocomplete: "off" })}
    ${h(DateField, named("birth_date"))}
    ${kind === "users" ? h(ModulesField, { form, kind, subjects }) : null}
  </div>`;
}

/**
 * @param {{ form: PersonForm, kind: Kind, subjects: Subject[] }} props
 */
function ModulesField({ form, kind, subjects }) {
  const options = subjects.map((subject) => ({ value: subject.id, label: subject.name }));
  return html`<div class="person-modules">
    ${h(ChoicesField, {
      form,
      name: `${prefixOf(kind)}modules`,
      label: t("people.field.modules"),
      hint: modulesHint(kind),
      options,
    })}
  </div>`;
}

/** @param {Kind} kind */
function modulesHint(kind) {
  if (kind === "professors") return t("people.hint.modulesTaught");
  return kind === "students" ? t("people.hint.modulesFollowed") : t("people.hint.modules");
}

/**
 * What the role adds; without subjects it is their own fields only.
 * @param {{
 *   form: PersonForm,
 *   kind: Kind,
 *   subjects?: Subject[],
 *   isNew?: boolean,
 *   students?: import("./person.js").Profile[],
 * }} props
 */
export function OwnFields({ form, kind, subjects, isNew = false, students = [] }) {
  const ids = form.values.value.students;
  return html`<div class="person-fields">
    ${OWN_FIELDS[kind].map((name) =>
      h(TextField, { key: name, form, name, label: fieldLabel(name), hint: hintOf(name, isNew), autocomplete: "off" }),
    )}
    ${kind === "tutors"
      ? h(StudentsField, {
          ids: Array.isArray(ids) ? ids : [],
          known: students,
          errors: form.errors("students"),
          onChange: (chosen) => form.set("students", chosen),
        })
      : null}
    ${subjects ? h(ModulesField, { form, kind, subjects }) : null}
  </div>`;
}

/**
 * @param {import("./kinds.js").OwnField} name
 * @param {boolean} isNew
 * @returns {string | undefined}
 */
function hintOf(name, isNew) {
  switch (name) {
    case "student_number":
      return isNew ? t("people.hint.studentNumber") : undefined;
    case "level":
      return t("people.hint.level");
    case "relationship":
      return t("people.hint.relationship");
    case "specialty":
      return t("people.hint.specialty");
    case "title":
      return t("people.hint.title");
    default:
      return undefined;
  }
}
