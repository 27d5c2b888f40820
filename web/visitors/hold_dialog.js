import { post } from "../api.js";
import { Button } from "../components/button.js";
import { DateField } from "../components/date_field.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { TextArea } from "../components/text_area.js";
import { useForm } from "../forms.js";
import { h } from "../h.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";
import { today } from "./identity_fields.js";

/** @typedef {import("./shapes.js").Visitor} Visitor */

/** Somebody with authority asks that nothing be erased until then. @param {{ visitor: Visitor, onClose: () => void, onChanged: (visitor: Visitor) => void }} props */
export function HoldDialog({ visitor, onClose, onChanged }) {
  const { legal_hold: held } = visitor;
  const path = `/api/visitors/${visitor.id}/hold/`;
  /** @param {Visitor} changed */
  const done = (changed) => {
    onChanged(changed);
    toast(t(changed.legal_hold ? "visitors.hold.set" : "visitors.hold.lifted"), { tone: "good" });
    onClose();
  };
  const form = useForm({
    initial: { until: held?.until ?? "", reason: held?.reason ?? "" },
    send: (values) => /** @type {Promise<Visitor>} */ (post(path, values)),
    done,
  });
  const lift = () => post(path, { until: null }).then(done, (error) => form.refuse(error));
  return h(
    Dialog,
    { open: true, title: t("visitors.hold"), lead: t("visitors.hold.lead"), onClose, isSticky: form.isDirty, isBusy: form.busy.value },
    h(
      Form,
      // No date would lift it; there is a button for that.
      { form, submit: t("visitors.save"), disabled: form.values.value.until === "", cancel: { onClick: onClose }, also: held && h(Button, { tone: "plain", onClick: () => void lift() }, t("visitors.hold.lift")) },
      h(DateField, { form, name: "until", label: t("visitors.hold.date"), required: true, min: today() }),
      h(TextArea, { form, name: "reason", label: t("visitors.hold.reason"), hint: t("visitors.hold.reason_hint"), required: true, rows: 3, maxlength: 500 }),
    ),
  );
}
