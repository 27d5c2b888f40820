// The dialogs of years, terms, programmes, taught modules and groups.

import { DateField } from "../components/date_field.js";
import { SelectField } from "../components/select_field.js";
import { TextField } from "../components/text_field.js";
import { Fragment, h, html } from "../h.js";
import { t } from "../i18n.js";
import { RecordDialog } from "./record_dialog.js";
import { NAME } from "./shapes.js";
import { optionsOf, within } from "./tree.js";

/** @typedef {import("./shapes.js").Year} Year */
/** @typedef {import("./shapes.js").Structure} Structure */
/** @typedef {import("../components/field.js").FieldForm} FieldForm */

/**
 * What is open, with what it begins with.
 * @typedef {{ kind: "year", record: Year | null }
 *   | { kind: "term", record: import("./shapes.js").Term | null }
 *   | { kind: "programme", record: import("./shapes.js").Programme | null }
 *   | { kind: "taught", record: import("./shapes.js").TaughtModule | null, programme?: number }
 *   | { kind: "group", record: import("./shapes.js").Group | null, parent?: import("./shapes.js").Group }} Opened
 */

/** @param {{ opened: Opened, year: Year | undefined, structure: Structure, onClose: () => void, onDone: () => void }} props */
export function Record({ opened, year, structure, onClose, onDone }) {
  const { kind, record } = opened;
  const shared = { record, onClose, onDone, title: t(record ? `structure.${kind}.change` : `structure.${kind}.new`) };
  if (kind === "year" || kind === "term") {
    const { name = "", starts_on = kind === "term" ? (year?.starts_on ?? "") : "", ends_on = kind === "term" ? (year?.ends_on ?? "") : "" } = opened.record ?? {};
    const body = kind === "term" ? (/** @type {any} */ values) => ({ ...values, year: opened.record?.year ?? year?.id }) : undefined;
    const path = kind === "term" ? "/api/terms/" : "/api/school-years/";
    return h(RecordDialog, { ...shared, path, name, initial: { name, starts_on, ends_on }, body, fields: (form) => h(Period, { form, kind }) });
  }
  if (kind === "programme") {
    const { name = "", code = "" } = opened.record ?? {};
    return h(RecordDialog, { ...shared, path: "/api/programmes/", name, initial: { code, name }, fields: (form) => h(ProgrammeFields, { form }) });
  }
  if (kind === "taught") return h(Taught, { ...shared, opened, year, structure });
  return h(GroupRecord, { ...shared, opened, year, structure });
}

/** @typedef {{ title: string, onClose: () => void, onDone: () => void, year: Year | undefined, structure: Structure }} Shared */

/** @param {Shared & { opened: Extract<Opened, { kind: "taught" }> }} props */
function Taught({ opened, year, structure, ...shared }) {
  const { record } = opened;
  const initial = {
    programme: record?.programme ?? opened.programme ?? structure.programmes[0]?.id ?? "",
    module: record?.module ?? "",
    hours: record ? String(record.planned_minutes / 60).replace(".", ",") : "",
  };
  /** @param {Record<string, any>} values */
  const body = ({ programme, module, hours }) => ({
    programme,
    module,
    year: record?.year ?? year?.id,
    planned_minutes: hours.trim() === "" ? undefined : Math.round(Number(hours.trim().replace(",", ".")) * 60),
  });
  /** Of minutes the form knows hours. @param {FieldForm} form */
  const fields = (form) => h(TaughtFields, { form, structure });
  return h(RecordDialog, { ...shared, record, path: "/api/taught-modules/", name: record?.module_name ?? "", initial, body, fields });
}

/** @param {{ form: FieldForm, structure: Structure }} props */
function TaughtFields({ form, structure }) {
  const aliased = { ...form, values: form.values, set: form.set.bind(form), errors: (/** @type {string} */ name) => [...form.errors(name), ...(name === "hours" ? form.errors("planned_minutes") : [])] };
  return h(
    Fragment,
    {},
    h(SelectField, { form, name: "programme", label: t("structure.programme"), placeholder: t("structure.choose"), options: structure.programmes.map(({ id, name }) => ({ value: id, label: name })) }),
    h(SelectField, { form, name: "module", label: t("structure.module"), placeholder: t("structure.choose"), options: structure.subjects.map(({ id, name }) => ({ value: id, label: name })) }),
    h(TextField, { form: aliased, name: "hours", label: t("structure.hours"), inputmode: "decimal", size: "short", hint: t("structure.hours_hint") }),
  );
}

/** @param {Shared & { opened: Extract<Opened, { kind: "group" }> }} props */
function GroupRecord({ opened, year, structure, ...shared }) {
  const { record, parent } = opened;
  const initial = {
    name: record?.name ?? "",
    parent: record?.parent ?? parent?.id ?? "",
    programme: record?.programme ?? parent?.programme ?? "",
  };
  /** @param {Record<string, any>} values */
  const body = (values) => ({ ...values, year: record?.year ?? year?.id, parent: values.parent || null, programme: values.programme || null });
  // A group cannot lie within itself.
  const own = record ? within(structure.groups, record.id) : new Set();
  const places = structure.groups.filter(({ id }) => !own.has(id));
  /** @param {FieldForm} form */
  const fields = (form) =>
    h(
      Fragment,
      {},
      h(TextField, { form, name: "name", label: t("structure.name"), required: true, maxlength: NAME }),
      h(SelectField, { form, name: "parent", label: t("structure.parent"), placeholder: t("structure.parent_none"), hint: t("structure.parent_hint"), options: optionsOf(places) }),
      h(SelectField, { form, name: "programme", label: t("structure.programme"), placeholder: t("structure.none"), options: structure.programmes.map(({ id, name }) => ({ value: id, label: name })) }),
    );
  return h(RecordDialog, { ...shared, record, path: "/api/groups/", name: record?.name ?? "", initial, body, fields });
}

/** @param {{ form: FieldForm, kind: "year" | "term" }} props */
function Period({ form, kind }) {
  return html`${h(TextField, { form, name: "name", label: t("structure.name"), required: true, maxlength: NAME, placeholder: t(`structure.${kind}.example`) })}
    <div class="structure-dates">
      ${h(DateField, { form, name: "starts_on", label: t("structure.starts_on"), required: true })}
      ${h(DateField, { form, name: "ends_on", label: t("structure.ends_on"), required: true })}
    </div>`;
}

/** @param {{ form: FieldForm }} props */
function ProgrammeFields({ form }) {
  return h(
    Fragment,
    {},
    h(TextField, { form, name: "code", label: t("structure.code"), required: true, size: "short", maxlength: 40 }),
    h(TextField, { form, name: "name", label: t("structure.name"), required: true, maxlength: NAME }),
  );
}
