// Where the link of the mail leads: a new password, or the way on when the link has served.
import { ApiError, post } from "../api.js";
import { AuthSheet } from "../components/auth_sheet.js";
import { Button } from "../components/button.js";
import { Form } from "../components/form.js";
import { Notice } from "../components/notice.js";
import { PasswordField } from "../components/password_field.js";
import { useForm } from "../forms.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { Link } from "../router.js";
import { reloadProfile, status } from "../session.js";

/** @param {{params: Record<string, string>}} props */
export default function ResetPasswordPage({ params }) {
  const [outcome, setOutcome] = useState(/** @type {{isDone: boolean, message: string} | null} */ (null));
  const form = useForm({
    initial: { new_password: "" },
    send: async (values) => {
      try {
        const body = { uidb64: params.uid ?? "", token: params.token ?? "", new_password: values.new_password };
        const answer = await post("/auth/reset-password/", body, { anonymous: true });
        return { isDone: true, message: String(answer.message ?? "") };
      } catch (error) {
        if (!isDead(error)) throw error;
        return { isDone: false, message: error.message };
      }
    },
    done: (answer) => {
      setOutcome(answer);
      // Every login of the account has ended, perhaps the one of this browser too.
      if (answer.isDone && status.value === "in") reloadProfile().catch(() => {});
    },
  });
  const foot = html`<p>${h(Link, { to: "/login" }, t("auth.backToLogin"))}</p>`;
  if (outcome) return outcome.isDone ? h(Done, outcome) : h(DeadLink, outcome);
  return h(
    AuthSheet,
    { title: t("auth.reset.title"), lead: t("auth.reset.lead"), foot },
    h(
      Form,
      { form, submit: t("auth.reset.submit"), wide: true },
      h(PasswordField, {
        form,
        name: "new_password",
        label: t("auth.field.newPassword"),
        autocomplete: "new-password",
        meter: true,
        required: true,
        autofocus: true,
      }),
    ),
  );
}

/**
 * @param {unknown} error
 * @returns {error is ApiError}
 */
function isDead(error) {
  if (!(error instanceof ApiError)) return false;
  // A mangled link is named by its field; to the person it is a link that leads nowhere all the same.
  return error.code === "reset_link_not_valid" || "uidb64" in error.errors || "token" in error.errors;
}

/** @param {{message: string}} props */
function Done({ message }) {
  return h(
    AuthSheet,
    { key: "done", follows: true, title: t("auth.reset.doneTitle") },
    h(Notice, { tone: "good" }, message),
    html`<p>${t("auth.reset.done")}</p>`,
    h(Button, { tone: "primary", to: "/login" }, t("auth.login.title")),
  );
}

/** @param {{message: string}} props */
function DeadLink({ message }) {
  return h(
    AuthSheet,
    { key: "dead", follows: true, title: t("auth.deadLink.title"), foot: html`<p>${h(Link, { to: "/login" }, t("auth.backToLogin"))}</p>` },
    h(Notice, { tone: "warning" }, message),
    html`<p>${t("auth.deadLink.reset")}</p>`,
    h(Button, { tone: "primary", to: "/forgot-password" }, t("auth.deadLink.again")),
  );
}
