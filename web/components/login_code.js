// The second step of a log-in: the six digits of the application, or a recovery code.
import { ApiError } from "../api.js";
import { useForm } from "../forms.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { logIn } from "../session.js";
import { AuthSheet } from "./auth_sheet.js";
import { Button } from "./button.js";
import { CodeInput } from "./code_input.js";
import { Form } from "./form.js";
import { useRetype } from "./retype.js";
import { TextField } from "./text_field.js";
import { WaitNotice, useWait } from "./wait_notice.js";

/**
 * @param {{
 *   typed: {email: string, password: string, remember: boolean},
 *   onIn: () => void,
 *   onBack: (message?: string) => void,
 * }} props
 */
export function LoginCode({ typed, onIn, onBack }) {
  const [byRecovery, setByRecovery] = useState(false);
  const wait = useWait();
  const form = useForm({
    initial: { otp: "" },
    send: async ({ otp }) => {
      try {
        await logIn(typed.email.trim(), typed.password, { otp: otp.trim(), remember: typed.remember });
        return "in";
      } catch (error) {
        if (wait.begins(error)) return "wait";
        if (!(error instanceof ApiError)) throw error;
        // The password was changed meanwhile.
        if (error.code === "invalid_credentials") return error.message;
        if (error.code !== "otp_invalid" && error.code !== "otp_required") throw error;
        // At the field is enough.
        throw new ApiError(error.status, { code: error.code, message: "", errors: { otp: [error.message] } });
      }
    },
    done: (answer) => {
      if (answer === "in") onIn();
      else if (answer !== "wait") onBack(answer);
    },
  });
  useRetype(form, "otp");
  const change = () => {
    form.reset({ otp: "" });
    setByRecovery(!byRecovery);
  };
  return h(
    AuthSheet,
    { key: "code", title: t("auth.code.title"), lead: byRecovery ? t("auth.code.leadRecovery") : t("auth.code.lead") },
    html`<p class="auth-who">
      <span class="cut" title=${typed.email.trim()}>${typed.email.trim()}</span>
      ${h(Button, { tone: "plain", small: true, label: t("auth.code.otherLabel"), onClick: () => onBack() }, t("auth.code.other"))}
    </p>`,
    h(WaitNotice, { wait }),
    h(Form, { form, submit: t("auth.login.submit"), wide: true, disabled: wait.left > 0 }, h(CodeField, { form, byRecovery })),
    html`<p class="auth-aside">
      ${h(
        Button,
        { tone: "plain", small: true, onClick: change },
        byRecovery ? t("auth.code.useDigits") : t("auth.code.useRecovery"),
      )}
    </p>`,
  );
}

/**
 * @param {{
 *   form: import("./field.js").FieldForm & {submit: () => unknown},
 *   byRecovery: boolean,
 * }} props
 */
function CodeField({ form, byRecovery }) {
  if (!byRecovery) {
    const label = t("auth.code.digits");
    return h(CodeInput, { form, name: "otp", label, autofocus: true, onComplete: () => form.submit() });
  }
  return h(TextField, {
    form,
    name: "otp",
    label: t("auth.code.recovery"),
    hint: t("auth.code.recoveryHint"),
    autocomplete: "off",
    required: true,
    autofocus: true,
  });
}
