import { DateField } from "../components/date_field.js";
import { SelectField } from "../components/select_field.js";
import { TextArea } from "../components/text_area.js";
import { TextField } from "../components/text_field.js";
import { wallOf } from "../components/calendar_time.js";
import { h, html } from "../h.js";
import { t, zone } from "../i18n.js";
import { ageOn, needsGuardian } from "./age.js";
import { limitsText } from "./categories.js";

/** @typedef {import("../components/field.js").FieldForm} FieldForm */

export const today = () => wallOf(Date.now(), zone.value).date;

/** Who it is. @param {{ form: FieldForm, isFixed?: boolean, autofocus?: boolean }} props isFixed: a person whom the place knows */
export function IdentityFields({ form, isFixed = false, autofocus = false }) {
  return html`<div class="form-pair">
      ${h(TextField, { form, name: "last_name", label: t("visitors.last_name"), required: true, disabled: isFixed, autofocus, autocomplete: "off", maxlength: 150 })}
      ${h(TextField, { form, name: "first_name", label: t("visitors.first_name"), required: true, disabled: isFixed, autocomplete: "off", maxlength: 150 })}
    </div>
    ${h(DateField, { form, name: "birth_date", label: t("visitors.birth_date"), required: false, max: today(), disabled: isFixed && Boolean(form.values.value.birth_date), autocomplete: "off", hint: ageHint(form.values.value.birth_date) })}`;
}

/** @param {string} birth */
function ageHint(birth) {
  const age = ageOn(birth, today());
  if (age === null) return t("visitors.birth_date.hint");
  return needsGuardian(birth, today()) ? t("visitors.age_minor", { count: age }) : t("visitors.age", { count: age });
}

/** How to reach them. @param {{ form: FieldForm, isFixed?: boolean }} props */
export function ReachFields({ form, isFixed = false }) {
  return html`<div class="form-pair">
    ${h(TextField, { form, name: "phone", label: t("visitors.phone"), type: "tel", required: false, autocomplete: "off", maxlength: 30 })}
    ${h(TextField, { form, name: "email", label: t("visitors.email"), type: "email", required: false, disabled: isFixed && Boolean(form.values.value.email), autocomplete: "off", maxlength: 254 })}
  </div>`;
}

/** @param {{ form: FieldForm, categories: readonly import("./shapes.js").Category[] }} props */
export function VisitFields({ form, categories }) {
  const picked = categories.find(({ id }) => id === form.values.value.category) ?? categories.find(({ is_default }) => is_default);
  const usual = categories.find(({ is_default }) => is_default);
  return html`${categories.length > 0 &&
    h(SelectField, {
      form,
      name: "category",
      label: t("visitors.category"),
      placeholder: usual ? t("visitors.category.usual", { name: usual.name }) : t("visitors.category.without"),
      options: categories.map(({ id, name }) => ({ value: id, label: name })),
      hint: picked && limitsText(picked),
    })}
    ${h(TextArea, { form, name: "notes", label: t("visitors.notes"), hint: t("visitors.notes.hint"), required: false, rows: 3, maxlength: 2000 })}`;
}
