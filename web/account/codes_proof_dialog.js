// The password and a code once more, before codes are turned off or recovery codes are made anew.

import { api, post } from "../api.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { PasswordField } from "../components/password_field.js";
import { TextField } from "../components/text_field.js";
import { useForm } from "../forms.js";
import { h } from "../h.js";
import { t } from "../i18n.js";

/**
 * @param {{ what: "renew" | "off", onClose: () => void, onProved: (codes: string[] | null) => void }} props
 *   `onProved` with the new recovery codes, or null when codes are off
 */
export function CodesProofDialog({ what, onClose, onProved }) {
  const isRenewing = what === "renew";
  const form = useForm({
    initial: { current_password: "", otp: "" },
    send: async (values) =>
      isRenewing
        ? post("/api/me/otp/recovery-codes/", values)
        : api("DELETE", "/api/me/otp/", { body: values }),
    done: (answer) => onProved(isRenewing ? /** @type {{ recovery_codes: string[] }} */ (answer).recovery_codes : null),
  });
  return h(
    Dialog,
    {
      open: true,
      title: t(isRenewing ? "account.codes.renew_title" : "account.codes.turn_off_title"),
      lead: t(isRenewing ? "account.codes.renew_text" : "account.codes.turn_off_text"),
      isSticky: form.isDirty,
      isBusy: form.busy.value,
      onClose,
    },
    h(
      Form,
      {
        form,
        tone: isRenewing ? "primary" : "danger",
        submit: t(isRenewing ? "account.codes.renew" : "account.codes.turn_off"),
        cancel: { onClick: onClose, label: t("account.codes.cancel") },
      },
      h(PasswordField, {
        form,
        name: "current_password",
        label: t("account.codes.password"),
        autocomplete: "current-password",
        required: true,
      }),
      h(TextField, {
        form,
        name: "otp",
        label: t("account.codes.code"),
        hint: t("account.codes.code_hint"),
        autocomplete: "one-time-code",
        required: true,
      }),
    ),
  );
}
