// A forgotten password: the answer is the same for every address.
import { post } from "../api.js";
import { AuthSheet } from "../components/auth_sheet.js";
import { Button } from "../components/button.js";
import { Form } from "../components/form.js";
import { Notice } from "../components/notice.js";
import { TextField } from "../components/text_field.js";
import { WaitNotice, useWait } from "../components/wait_notice.js";
import { useForm } from "../forms.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { Link } from "../router.js";

export default function ForgotPasswordPage() {
  const [sent, setSent] = useState(/** @type {{message: string} | null} */ (null));
  const wait = useWait();
  const form = useForm({
    initial: { email: "" },
    send: async (values) => {
      try {
        const answer = await post("/auth/forgot-password/", { email: values.email.trim() }, { anonymous: true });
        return String(answer.message ?? "");
      } catch (error) {
        if (wait.begins(error)) return null;
        throw error;
      }
    },
    done: (message) => {
      if (message !== null) setSent({ message });
    },
  });
  const foot = html`<p>${h(Link, { to: "/login" }, t("auth.backToLogin"))}</p>`;
  if (sent) {
    return h(
      AuthSheet,
      { key: "sent", follows: true, title: t("auth.forgot.sentTitle"), foot },
      h(Notice, { tone: "good" }, sent.message),
      html`<p>${t("auth.forgot.sent")}</p>`,
      html`<p class="soft">${t("auth.forgot.noAddress")}</p>`,
      h(Button, { tone: "quiet", onClick: () => setSent(null) }, t("auth.forgot.again")),
    );
  }
  return h(
    AuthSheet,
    { key: "ask", title: t("auth.forgot.title"), lead: t("auth.forgot.lead"), foot },
    h(WaitNotice, { wait }),
    h(
      Form,
      { form, submit: t("auth.forgot.submit"), wide: true, disabled: wait.left > 0 },
      h(TextField, {
        form,
        name: "email",
        label: t("auth.login.name"),
        hint: t("auth.forgot.noAddress"),
        autocomplete: "username",
        inputmode: "email",
        required: true,
        autofocus: true,
      }),
    ),
  );
}
