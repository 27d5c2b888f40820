import { patch } from "../api.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { Notice } from "../components/notice.js";
import { useForm } from "../forms.js";
import { h } from "../h.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";
import { IdentityFields, ReachFields, VisitFields } from "./identity_fields.js";

/** @typedef {import("./shapes.js").Visitor} Visitor */

/** @param {{ visitor: Visitor, categories: readonly import("./shapes.js").Category[], onClose: () => void, onChanged: (visitor: Visitor) => void }} props */
export function EditDialog({ visitor, categories, onClose, onChanged }) {
  const form = useForm({
    initial: {
      last_name: visitor.last_name,
      first_name: visitor.first_name,
      birth_date: visitor.birth_date ?? "",
      phone: visitor.phone,
      email: visitor.email ?? "",
      category: visitor.category ?? "",
      notes: visitor.notes,
    },
    send: (values) =>
      /** @type {Promise<Visitor>} */ (
        patch(`/api/visitors/${visitor.id}/`, {
          ...(!visitor.has_login && identityOf(values)),
          notes: values.notes,
          category: values.category === "" ? null : values.category,
          row_version: visitor.row_version,
        })
      ),
    done: (changed) => {
      onChanged(changed);
      toast(t("visitors.edit.done"), { tone: "good" });
      onClose();
    },
  });
  return h(
    Dialog,
    { open: true, title: t("visitors.edit.title"), onClose, isSticky: form.isDirty, isBusy: form.busy.value },
    h(Form, { form, submit: t("visitors.save"), cancel: { onClick: onClose } }, visitor.has_login ? h(Notice, {}, t("visitors.edit.has_login")) : [h(IdentityFields, { form }), h(ReachFields, { form })], h(VisitFields, { form, categories })),
  );
}

/** @param {{ last_name: string, first_name: string, birth_date: string, phone: string, email: string }} values */
function identityOf({ last_name, first_name, birth_date, phone, email }) {
  return { last_name, first_name, phone, birth_date: birth_date || null, email: email || null };
}
