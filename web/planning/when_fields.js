// When: one day, or each week between two days.

import { Button } from "../components/button.js";
import { DateField } from "../components/date_field.js";
import { SelectField } from "../components/select_field.js";
import { TextField } from "../components/text_field.js";
import { h, html } from "../h.js";
import { formatDate, t } from "../i18n.js";
import { asTitle } from "../components/calendar_names.js";
import { dateAt } from "../school/lesson_when.js";
import { RoomField } from "./what_fields.js";
import { weekdayName } from "./rule_words.js";
import { endAfter } from "./wall_times.js";

/**
 * @typedef {import("./what_fields.js").ValuesForm} ValuesForm
 * @typedef {import("./shapes.js").Term} Term
 */

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const RHYTHMS = [1, 2, 3, 4];

/** @param {{ form: ValuesForm, rooms: import("./shapes.js").Room[], terms: readonly Term[] }} props */
export function WhenFields({ form, rooms, terms }) {
  const isSeries = form.values.value.kind === "series";
  return html`<div class="stack">
    ${isSeries ? h(RuleFields, { form, terms }) : h(DateField, { form, name: "day", label: t("school.field.day"), required: true })}
    <div class="planning-times">
      ${h(TextField, { form: following(form), name: "starts_at", type: "time", label: t("school.field.from"), required: true, size: "short" })}
      ${h(TextField, { form, name: "ends_at", type: "time", label: t("school.field.to"), required: true, size: "short" })}
    </div>
    ${h(RoomField, { form, rooms })}
  </div>`;
}

/** The end goes along with the start. @param {ValuesForm} form @returns {import("../components/field.js").FieldForm} */
function following(form) {
  return {
    values: form.values,
    errors: (name) => form.errors(name),
    set: (name, value) => {
      form.set("ends_at", endAfter(form.values.peek(), value));
      form.set(name, value);
    },
  };
}

/** @param {{ form: ValuesForm, terms: readonly Term[] }} props */
function RuleFields({ form, terms }) {
  return html`<div class="stack">
    <div class="planning-pair">
      ${h(SelectField, {
        form,
        name: "weekday",
        label: t("planning.field.weekday"),
        options: WEEKDAYS.map((day) => ({ value: day, label: asTitle(weekdayName(day)) })),
      })}
      ${h(SelectField, {
        form,
        name: "every_weeks",
        label: t("planning.field.rhythm"),
        options: RHYTHMS.map((weeks) => ({ value: weeks, label: weeks === 1 ? t("planning.rhythm.weekly") : t("planning.rhythm.every", { weeks }) })),
      })}
    </div>
    <div class="planning-pair">
      ${h(DateField, { form, name: "first_day", label: t("planning.field.first_day"), required: true })}
      ${h(DateField, { form, name: "last_day", label: t("planning.field.last_day"), required: true, min: form.values.value.first_day || undefined })}
    </div>
    ${h(TermButtons, { form, terms })}
  </div>`;
}

/** From today, or its first day, to the end of a term. @param {{ form: ValuesForm, terms: readonly Term[] }} props */
function TermButtons({ form, terms }) {
  const today = dateAt();
  const coming = terms.filter(({ ends_on }) => ends_on >= today).sort((a, b) => a.starts_on.localeCompare(b.starts_on)).slice(0, 4);
  if (coming.length === 0) return null;
  /** @param {Term} term */
  const take = ({ starts_on, ends_on }) => {
    form.set("first_day", starts_on > today ? starts_on : today);
    form.set("last_day", ends_on);
  };
  return html`<div class="planning-terms" role="group" aria-label=${t("planning.terms.label")}>
    ${coming.map((term) => h(
      Button,
      { key: term.id, small: true, onClick: () => take(term), label: t("planning.terms.take", { name: term.name, last: formatDate(term.ends_on, "medium") }) },
      term.name,
    ))}
  </div>`;
}
