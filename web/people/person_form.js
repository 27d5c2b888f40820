// Reading and changing a person in one form.

import { Form } from "../components/form.js";
import { Section } from "../components/section.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { ConflictNotice } from "./conflict_notice.js";
import { IdentityFields, OwnFields } from "./person_fields.js";
import { useRecordForm } from "./record_form.js";

/** @typedef {import("./record.js").PersonRecord} PersonRecord */

/**
 * @param {{
 *   record: PersonRecord,
 *   subjects: import("./modules.js").Subject[],
 *   onRecord: (record: PersonRecord) => void,
 * }} props `onRecord`: a newer state was read
 */
export function PersonForm({ record, subjects, onRecord }) {
  const { form, overlaps, take, discard } = useRecordForm(record, onRecord);
  const { kind, students } = record;
  const { isDirty } = form;
  return h(
    Form,
    {
      form,
      submit: t("people.save"),
      cancel: isDirty ? { onClick: discard, label: t("people.discard") } : undefined,
      also: html`<span class="save-state" role="status">${isDirty ? t("people.unsaved") : ""}</span>`,
    },
    overlaps ? h(ConflictNotice, { overlaps, subjects, onTake: take }) : null,
    h(Section, { title: t("people.section.identity"), card: true }, h(IdentityFields, { form, kind, subjects })),
    kind === "users"
      ? null
      : h(Section, { title: t(`people.section.${kind}`), card: true }, h(OwnFields, { form, kind, subjects, students })),
  );
}
