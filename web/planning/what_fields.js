// What is taught, to whom, by whom and where.

import { ChoicesField } from "../components/choices_field.js";
import { SelectField } from "../components/select_field.js";
import { TextField } from "../components/text_field.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { plansEverything } from "./choices.js";
import { groupChoices } from "./group_paths.js";

/**
 * @typedef {import("../forms.js").Form<import("./values.js").Values>} ValuesForm
 * @typedef {{ modules: import("./shapes.js").LessonModule[], groups: import("./shapes.js").Group[],
 *   professors: import("./shapes.js").IdName[], rooms: import("./shapes.js").Room[] }} Choices
 */

const LONGEST_TITLE = 200;

/** @param {{ form: ValuesForm, choices: Choices }} props */
export function WhatFields({ form, choices }) {
  const { modules, groups, professors } = choices;
  const values = form.values.value;
  const module = modules.find(({ id }) => id === values.module);
  return html`<div class="stack">
    ${h(SelectField, {
      form,
      name: "module",
      label: t("planning.field.module"),
      required: true,
      options: modules.map(({ id, code, name }) => ({ value: id, label: `${name} (${code})` })),
      placeholder: t("planning.field.module_choose"),
      hint: plansEverything() ? undefined : t("planning.field.module_own"),
    })}
    ${h(TextField, {
      form,
      name: "title",
      label: t("planning.field.title"),
      required: false,
      placeholder: module?.name,
      hint: t("planning.field.title_hint"),
      maxlength: LONGEST_TITLE,
    })}
    ${h(ChoicesField, { form, name: "groups", label: t("planning.field.groups"), required: true, options: groupChoices(groups), empty: t("planning.field.no_groups") })}
    ${h(ChoicesField, {
      form,
      name: "professors",
      label: t("planning.field.professors"),
      options: professors.map(({ id, name }) => ({ value: id, label: name })),
    })}
  </div>`;
}

/** @param {{ form: ValuesForm, rooms: import("./shapes.js").Room[] }} props */
export function RoomField({ form, rooms }) {
  const options = rooms.map(({ id, name, site_name, capacity }) => ({
    value: id,
    label: [name, site_name, capacity && t("planning.field.places", { count: capacity })].filter(Boolean).join(" · "),
  }));
  return h(SelectField, { form, name: "room", label: t("school.field.room"), options, placeholder: t("school.field.no_room") });
}
