// Asking for a mail of proof, against the password and, where codes are on, a code.

import { get, post } from "../api.js";
import { Form } from "../components/form.js";
import { PasswordField } from "../components/password_field.js";
import { TextField } from "../components/text_field.js";
import { useForm } from "../forms.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";

/** @param {{ known: string | null, onSent: (email: string) => void, onCancel: () => void }} props */
export function AddressForm({ known, onSent, onCancel }) {
  const codes = useLoad(async (signal) => get("/api/me/otp/", undefined, { signal }), []);
  const form = useForm({
    initial: { email: known ?? "", current_password: "", otp: "" },
    send: async ({ email, current_password, otp }) =>
      post("/api/me/email/", otp ? { email, current_password, otp } : { email, current_password }),
    done: (_answer, values) => onSent(values.email.trim()),
  });
  const needsCode = codes.data?.enabled || form.errors("otp").length > 0;
  return h(
    Form,
    {
      form,
      submit: t("account.address.send"),
      cancel: { onClick: onCancel, label: t("account.address.cancel") },
    },
    known
      ? html`<p>${t("account.address.again_lead", { email: known })}</p>`
      : h(TextField, {
          form,
          name: "email",
          label: t("account.address.new"),
          hint: t("account.address.new_hint"),
          type: "email",
          autocomplete: "email",
          inputmode: "email",
          required: true,
          autofocus: true,
        }),
    h(PasswordField, {
      form,
      name: "current_password",
      label: t("account.address.password"),
      autocomplete: "current-password",
      required: true,
      autofocus: Boolean(known),
    }),
    needsCode
      ? h(TextField, {
          form,
          name: "otp",
          label: t("account.address.otp"),
          hint: t("account.address.otp_hint"),
          autocomplete: "one-time-code",
          required: true,
        })
      : null,
  );
}
