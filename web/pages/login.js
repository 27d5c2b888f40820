// Logging in: address or username and password, then the code of whoever has two steps.
import { ApiError } from "../api.js";
import { AuthSheet } from "../components/auth_sheet.js";
import { CheckField } from "../components/check_field.js";
import { Form } from "../components/form.js";
import { LoginCode } from "../components/login_code.js";
import { Notice } from "../components/notice.js";
import { PasswordField } from "../components/password_field.js";
import { TextField } from "../components/text_field.js";
import { WaitNotice, useWait } from "../components/wait_notice.js";
import { useForm } from "../forms.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { insidePath } from "../next_path.js";
import { featureOn } from "../place.js";
import { Link, navigate } from "../router.js";
import { logIn } from "../session.js";

/** @typedef {{email: string, password: string, remember: boolean}} Typed */

/** @param {{query: URLSearchParams}} props */
export default function LoginPage({ query }) {
  const [typed, setTyped] = useState(/** @type {Typed} */ ({ email: "", password: "", remember: false }));
  const [asksCode, setAsksCode] = useState(false);
  const [refusal, setRefusal] = useState(/** @type {string | null} */ (null));
  const next = insidePath(query.get("next"));
  const enter = () => navigate(next ?? "/", { replace: true });

  if (asksCode) {
    return h(LoginCode, {
      typed,
      onIn: enter,
      onBack: (message) => {
        setRefusal(message ?? null);
        setAsksCode(false);
      },
    });
  }
  return h(PasswordStep, {
    typed,
    refusal,
    next,
    onIn: enter,
    onCode: (values) => {
      setTyped(values);
      setRefusal(null);
      setAsksCode(true);
    },
  });
}

/**
 * @param {{
 *   typed: Typed,
 *   refusal: string | null,
 *   next: string | null,
 *   onIn: () => void,
 *   onCode: (typed: Typed) => void,
 * }} props
 */
function PasswordStep({ typed, refusal, next, onIn, onCode }) {
  const wait = useWait();
  const form = useForm({
    initial: typed,
    send: async (values) => {
      refuseEmpty(values);
      try {
        await logIn(values.email.trim(), values.password, { remember: values.remember });
        return "in";
      } catch (error) {
        if (error instanceof ApiError && error.code === "otp_required") return "code";
        if (wait.begins(error)) return "wait";
        throw error;
      }
    },
    done: (answer, values) => {
      if (answer === "in") onIn();
      if (answer === "code") onCode(values);
    },
  });
  return h(
    AuthSheet,
    { title: t("auth.login.title"), lead: t("auth.login.lead"), foot: h(Registration, { next }) },
    next && !form.problem.value && wait.until === null ? h(Notice, { tone: "info" }, t("auth.login.toGoOn")) : null,
    refusal ? h(Notice, { tone: "wrong" }, refusal) : null,
    h(WaitNotice, { wait }),
    h(
      Form,
      { form, submit: t("auth.login.submit"), wide: true, disabled: wait.left > 0 },
      h(TextField, {
        form,
        name: "email",
        label: t("auth.login.name"),
        autocomplete: "username",
        inputmode: "email",
        required: true,
        autofocus: true,
      }),
      h(PasswordField, {
        form,
        name: "password",
        label: t("auth.field.password"),
        autocomplete: "current-password",
        required: true,
      }),
      h(CheckField, { form, name: "remember", label: t("auth.login.remember"), hint: t("auth.login.rememberHint") }),
    ),
    html`<p class="auth-aside">${h(Link, { to: "/forgot-password" }, t("auth.login.forgot"))}</p>`,
  );
}

/**
 * Said without asking the server, for which it would be one wrong attempt more.
 * @param {Typed} values
 */
function refuseEmpty(values) {
  const sentence = t("auth.field.required");
  /** @type {Record<string, string[]>} */
  const errors = {};
  if (values.email.trim() === "") errors.email = [sentence];
  if (values.password === "") errors.password = [sentence];
  if (Object.keys(errors).length > 0) throw new ApiError(400, { code: "invalid", message: t("auth.field.toFill"), errors });
}

/** @param {{next: string | null}} props */
function Registration({ next }) {
  if (!featureOn("registration")) return null;
  const to = next ? `/register?next=${encodeURIComponent(next)}` : "/register";
  return html`<p>${t("auth.login.noAccount")} ${h(Link, { to }, t("auth.login.register"))}</p>`;
}
