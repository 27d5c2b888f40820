// One year, term, programme, taught module or group: made, changed, or taken away.

import { del, patch, post } from "../api.js";
import { ApiError } from "../api_error.js";
import { Button } from "../components/button.js";
import { confirm } from "../components/confirm.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { useForm } from "../forms.js";
import { h } from "../h.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";
import { ACCEPTING, ClashPart, accepted, useClash } from "./clash_part.js";

/** @typedef {Record<string, any>} Values */

/**
 * @typedef {object} RecordProps
 * @property {string} title
 * @property {string} path of the list, "/api/terms/"
 * @property {{ id: number, row_version: number } | null} record null: a new one
 * @property {Values} initial
 * @property {(values: Values) => Values} [body] what is sent of it
 * @property {(form: import("../components/field.js").FieldForm) => import("../h.js").Children} fields
 * @property {string} name what it is called, to ask before it is taken away
 * @property {() => void} onClose
 * @property {() => void} onDone
 */

/** @param {RecordProps} props */
export function RecordDialog({ title, path, record, initial, body = (values) => values, fields, name, onClose, onDone }) {
  const { clash, watch } = useClash();
  const form = useForm({
    initial: { ...initial, ...ACCEPTING },
    send: (values) => {
      const { accept_clash, reason, ...own } = values;
      const sent = { ...body(own), ...accepted({ accept_clash, reason }) };
      return watch(() => (record ? patch(`${path}${record.id}/`, { ...sent, row_version: record.row_version }) : post(path, sent)));
    },
    done: () => {
      toast(t(record ? "structure.saved" : "structure.added"), { tone: "good" });
      onDone();
    },
  });
  const remove = async () => {
    if (!record || !(await confirm({ title: t("structure.delete.title", { name }), text: t("structure.delete.text"), action: t("structure.delete.action"), danger: true }))) return;
    try {
      await del(`${path}${record.id}/`);
      toast(t("structure.delete.done", { name }));
      onDone();
    } catch (error) {
      form.problem.value = error instanceof ApiError ? error.message : t("core.error.unexpected");
    }
  };
  return h(
    Dialog,
    { open: true, title, isSticky: form.isDirty, isBusy: form.busy.value, onClose },
    h(
      Form,
      {
        form,
        submit: t(record ? "structure.save" : "structure.add"),
        cancel: { onClick: onClose },
        also: record && h(Button, { tone: "plain", icon: "trash", onClick: remove }, t("structure.delete.action")),
      },
      fields(form),
      h(ClashPart, { form, clash }),
    ),
  );
}
