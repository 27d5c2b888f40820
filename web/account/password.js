// A new password, against the old one.

import { post } from "../api.js";
import { Button } from "../components/button.js";
import { Card } from "../components/card.js";
import { Form } from "../components/form.js";
import { PasswordField } from "../components/password_field.js";
import { Section } from "../components/section.js";
import { useForm } from "../forms.js";
import { h, html, useSignal } from "../h.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";
import { leadFocus } from "./lead_focus.js";

/** @typedef {import("./my_data.js").MyData} MyData */

/** @param {{ mine: MyData | null, isOpenAtFirst: boolean }} props */
export function Password({ mine, isOpenAtFirst }) {
  const isOpen = useSignal(isOpenAtFirst);
  const close = () => {
    isOpen.value = false;
    leadFocus("password");
  };
  return h(
    Section,
    { layout: "beside", id: "password", title: t("account.password.title"), text: t("account.password.text") },
    h(
      Card,
      {},
      isOpen.value
        ? h(PasswordForm, { mine, onClose: close })
        : html`<div class="row">
            ${h(Button, { icon: "key", onClick: () => (isOpen.value = true) }, t("account.password.open"))}
          </div>`,
    ),
  );
}

/** @param {{ mine: MyData | null, onClose: () => void }} props */
function PasswordForm({ mine, onClose }) {
  const form = useForm({
    initial: { current_password: "", new_password: "" },
    send: async (values) => post("/auth/change-password/", values),
    done: (answer) => {
      // It says how many API tokens stay valid.
      toast(/** @type {{ message: string }} */ (answer).message);
      onClose();
    },
  });
  const login = mine?.email ?? mine?.username ?? "";
  return h(
    Form,
    { form, submit: t("account.password.save"), cancel: { onClick: onClose, label: t("account.password.cancel") } },
    html`<input class="unseen" type="text" autocomplete="username" value=${login} readonly tabindex="-1" aria-hidden="true" />`,
    h(PasswordField, {
      form,
      name: "current_password",
      label: t("account.password.current"),
      autocomplete: "current-password",
      required: true,
      autofocus: true,
    }),
    h(PasswordField, {
      form,
      name: "new_password",
      label: t("account.password.new"),
      autocomplete: "new-password",
      required: true,
      meter: true,
      person: mine ? [mine.first_name, mine.last_name, mine.email ?? "", mine.username ?? ""].filter(Boolean) : [],
    }),
  );
}
