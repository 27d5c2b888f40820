import { patch, post } from "../api.js";
import { Form } from "../components/form.js";
import { TextArea } from "../components/text_area.js";
import { TextField } from "../components/text_field.js";
import { useForm } from "../forms.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";

/** @typedef {import("./shapes.js").ConsentText} Text */

/** A draft, in both languages. @param {{ text: Text | null, model: Text | null, onDone: () => void, onCancel: () => void }} props `model`: what a new one starts from */
export function TextForm({ text, model, onDone, onCancel }) {
  const form = useForm({
    initial: { version: text?.version ?? "", body_fr: (text ?? model)?.body_fr ?? "", body_en: (text ?? model)?.body_en ?? "" },
    send: (values) => (text ? patch(`/api/consent-texts/${text.id}/`, { ...values, row_version: text.row_version }) : post("/api/consent-texts/", values)),
    done: onDone,
  });
  return h(
    Form,
    { form, submit: t("visitors.texts.save"), cancel: { onClick: onCancel } },
    h(TextField, { form, name: "version", label: t("visitors.texts.name"), hint: t("visitors.texts.name_hint"), required: true, autofocus: true, maxlength: 40, size: "short", autocomplete: "off" }),
    html`<div class="consent-bodies">
      ${h(TextArea, { form, name: "body_fr", label: t("visitors.texts.body_fr"), required: true, rows: 9, maxlength: 20_000 })}
      ${h(TextArea, { form, name: "body_en", label: t("visitors.texts.body_en"), required: true, rows: 9, maxlength: 20_000 })}
    </div>`,
  );
}
