import { post } from "../api.js";
import { Form } from "../components/form.js";
import { TextField } from "../components/text_field.js";
import { useForm } from "../forms.js";
import { h } from "../h.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";

/** @typedef {import("./token_row.js").ApiToken} ApiToken */

/** @param {{ onMade: (token: ApiToken) => unknown, onClose: () => void }} props */
export function NewTokenForm({ onMade, onClose }) {
  const form = useForm({
    initial: { name: "" },
    send: async (values) => /** @type {ApiToken} */ (await post("/api/me/tokens/", { name: values.name.trim() })),
    done: (token) => {
      toast(t("account.tokens.created", { name: token.name }));
      onMade(token);
    },
  });
  return h(
    Form,
    { form, submit: t("account.tokens.create"), cancel: { onClick: onClose, label: t("account.tokens.cancel") } },
    h(TextField, {
      form,
      name: "name",
      label: t("account.tokens.name"),
      hint: t("account.tokens.name_hint"),
      autocomplete: "off",
      required: true,
      autofocus: true,
    }),
  );
}
