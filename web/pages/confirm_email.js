// Where the link of a mail leads that asks whether an address is somebody's. A mail program that opens links for its
// user changes nothing: only the button does.
import { ApiError, post } from "../api.js";
import { AuthSheet } from "../components/auth_sheet.js";
import { Button } from "../components/button.js";
import { Form } from "../components/form.js";
import { Notice } from "../components/notice.js";
import { useForm } from "../forms.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { reloadProfile, status } from "../session.js";

/** @param {{params: Record<string, string>}} props */
export default function ConfirmEmailPage({ params }) {
  const [outcome, setOutcome] = useState(/** @type {{isDone: boolean, message: string} | null} */ (null));
  const form = useForm({
    initial: {},
    send: async () => {
      try {
        const body = { uidb64: params.uid ?? "", token: params.token ?? "" };
        const answer = await post("/auth/confirm-email/", body, { anonymous: true });
        return { isDone: true, message: String(answer.message ?? "") };
      } catch (error) {
        if (!(error instanceof ApiError) || ![400, 409].includes(error.status)) throw error;
        return { isDone: false, message: error.code === "invalid" ? t("auth.deadLink.broken") : error.message };
      }
    },
    done: (answer) => {
      setOutcome(answer);
      if (answer.isDone && status.value === "in") reloadProfile().catch(() => {});
    },
  });
  if (outcome) return h(Outcome, outcome);
  return h(
    AuthSheet,
    { title: t("auth.confirm.title"), lead: t("auth.confirm.lead") },
    h(Form, { form, submit: t("auth.confirm.submit"), wide: true }),
  );
}

/** @param {{isDone: boolean, message: string}} props */
function Outcome({ isDone, message }) {
  const isIn = status.value === "in";
  return h(
    AuthSheet,
    { key: "outcome", follows: true, title: isDone ? t("auth.confirm.doneTitle") : t("auth.deadLink.title") },
    h(Notice, { tone: isDone ? "good" : "warning" }, message),
    isDone ? null : html`<p>${t(isIn ? "auth.deadLink.confirmIn" : "auth.deadLink.confirm")}</p>`,
    isIn
      ? h(Button, { tone: "primary", to: isDone ? "/" : "/profile" }, t(isDone ? "auth.goOn" : "auth.toProfile"))
      : h(Button, { tone: "primary", to: "/login" }, t("auth.login.title")),
  );
}
