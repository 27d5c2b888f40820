// Setting up the log-in in two steps: the password once more, the QR code with a first code, the recovery codes.
// What the last two show is kept by nobody.
import { ApiError, post } from "../api.js";
import { useForm } from "../forms.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { profile } from "../session.js";
import { AccountName } from "./account_name.js";
import { Button } from "./button.js";
import { CodeInput } from "./code_input.js";
import { CopyText } from "./copy_text.js";
import { Form } from "./form.js";
import { Notice } from "./notice.js";
import { PasswordField } from "./password_field.js";
import { RecoveryCodes } from "./recovery_codes.js";
import { useRetype } from "./retype.js";
import { Steps } from "./steps.js";
import { WaitNotice, useWait } from "./wait_notice.js";

/** @typedef {{secret: string, uri: string, qr: string}} Secret */

/**
 * @param {{onDone: () => void | Promise<void>, onCancel?: () => void}} props  `onDone` when the recovery codes were kept
 */
export function OtpSetup({ onDone, onCancel }) {
  const [secret, setSecret] = useState(/** @type {Secret | null} */ (null));
  const [codes, setCodes] = useState(/** @type {string[] | null} */ (null));
  const [isOn, setIsOn] = useState(false);
  if (isOn) {
    return html`<div class="otp">
      ${h(Notice, { tone: "good" }, t("auth.otp.isOn"))}
      ${h(Button, { tone: "primary", onClick: onDone }, t("auth.goOn"))}
    </div>`;
  }
  return html`<div class="otp">
    ${h(Steps, {
      steps: [t("auth.otp.step1"), t("auth.otp.step2"), t("auth.otp.step3")],
      current: codes ? 2 : secret ? 1 : 0,
      label: t("auth.otp.steps"),
    })}
    ${codes
      ? h(RecoveryCodes, { codes, onDone })
      : secret
        ? h(Scan, { secret, onCodes: setCodes, onAnew: () => setSecret(null), onAlready: () => setIsOn(true) })
        : h(Prove, { onSecret: setSecret, onAlready: () => setIsOn(true), onCancel })}
  </div>`;
}

/** @param {{onSecret: (secret: Secret) => void, onAlready: () => void, onCancel?: () => void}} props */
function Prove({ onSecret, onAlready, onCancel }) {
  const wait = useWait();
  const form = useForm({
    initial: { current_password: "" },
    send: async (values) => {
      try {
        return /** @type {Secret} */ (await post("/api/me/otp/", values));
      } catch (error) {
        if (error instanceof ApiError && error.code === "otp_already_on") return "already";
        if (wait.begins(error)) return "wait";
        throw error;
      }
    },
    done: (answer) => {
      if (answer === "already") onAlready();
      else if (answer !== "wait") onSecret(/** @type {Secret} */ (answer));
    },
  });
  return html`<div class="otp-part">
    <p>${t("auth.otp.need")}</p>
    ${h(WaitNotice, { wait })}
    ${h(
      Form,
      { form, submit: t("auth.goOn"), wide: true, disabled: wait.left > 0 },
      h(AccountName, { login: profile.value?.user.email ?? profile.value?.user.username ?? "" }),
      h(PasswordField, {
        form,
        name: "current_password",
        label: t("auth.otp.password"),
        hint: t("auth.otp.passwordHint"),
        autocomplete: "current-password",
        required: true,
      }),
    )}
    ${onCancel ? h(Button, { tone: "plain", onClick: onCancel }, t("auth.cancel")) : null}
  </div>`;
}

/**
 * @param {{secret: Secret, onCodes: (codes: string[]) => void, onAnew: () => void, onAlready: () => void}} props
 */
function Scan({ secret, onCodes, onAnew, onAlready }) {
  const form = useForm({
    initial: { code: "" },
    send: async (values) => {
      try {
        const answer = await post("/api/me/otp/confirmation/", { code: values.code.trim() });
        return /** @type {string[]} */ (answer.recovery_codes);
      } catch (error) {
        if (error instanceof ApiError && error.code === "otp_already_on") return "already";
        if (error instanceof ApiError && error.code === "otp_not_set_up") return "anew";
        throw error;
      }
    },
    done: (answer) => {
      if (answer === "already") onAlready();
      else if (answer === "anew") onAnew();
      else onCodes(/** @type {string[]} */ (answer));
    },
  });
  useRetype(form, "code");
  return html`<div class="otp-part">
    <p>${t("auth.otp.scan")}</p>
    <div class="otp-scan">
      <img class="otp-qr" src=${`data:image/svg+xml,${encodeURIComponent(secret.qr)}`} alt=${t("auth.otp.qr")} width="208" height="208" />
      <div class="otp-key">
        <p class="soft">${t("auth.otp.key")}</p>
        ${h(CopyText, { text: secret.secret, label: t("auth.otp.keyName") })}
        <p><a class="otp-open" href=${secret.uri}>${t("auth.otp.open")}</a></p>
      </div>
    </div>
    ${h(
      Form,
      { form, submit: t("auth.otp.confirm"), wide: true },
      h(CodeInput, { form, name: "code", label: t("auth.otp.code"), autofocus: true, onComplete: () => form.submit() }),
    )}
    <p class="auth-aside">${h(Button, { tone: "plain", small: true, onClick: onAnew }, t("auth.otp.anew"))}</p>
  </div>`;
}
