// Opening one's own account, and being in at once.
import { ApiError, post } from "../api.js";
import { AuthSheet } from "../components/auth_sheet.js";
import { AwaitPlace } from "../components/await_place.js";
import { Button } from "../components/button.js";
import { Form } from "../components/form.js";
import { PasswordField } from "../components/password_field.js";
import { TextField } from "../components/text_field.js";
import { WaitNotice, useWait } from "../components/wait_notice.js";
import { useForm } from "../forms.js";
import { h, html, useRef, useState } from "../h.js";
import { t } from "../i18n.js";
import { insidePath } from "../next_path.js";
import { featureOn, isPlaceKnown } from "../place.js";
import { Link, navigate } from "../router.js";
import { logIn } from "../session.js";
import { toast } from "../toasts.js";

/** @param {{query: URLSearchParams}} props */
export default function RegisterPage({ query }) {
  const [isClosed, setIsClosed] = useState(false);
  const next = insidePath(query.get("next"));
  if (!isPlaceKnown.value) return h(AuthSheet, { key: "wait", title: t("auth.register.title") }, h(AwaitPlace, {}));
  if (isClosed || !featureOn("registration")) return h(Closed, {});
  return h(Sheet, { next, onClosed: () => setIsClosed(true) });
}

function Closed() {
  return h(
    AuthSheet,
    { key: "closed", title: t("auth.register.closedTitle"), lead: t("auth.register.closed") },
    h(Button, { tone: "primary", to: "/login" }, t("auth.login.title")),
    h(Button, { tone: "plain", to: "/" }, t("auth.toWelcome")),
  );
}

/** @param {{next: string | null, onClosed: () => void}} props */
function Sheet({ next, onClosed }) {
  const wait = useWait();
  const makeAndEnter = useRegistration();
  const form = useForm({
    initial: { first_name: "", last_name: "", email: "", password: "" },
    send: async (values) => {
      try {
        await makeAndEnter(values);
        return "in";
      } catch (error) {
        if (error instanceof ApiError && error.code === "registration_closed") return "closed";
        if (wait.begins(error)) return "wait";
        throw error;
      }
    },
    done: (answer, values) => {
      if (answer === "closed") onClosed();
      if (answer !== "in") return;
      toast(t("auth.register.done", { name: values.first_name.trim() }), { tone: "good" });
      navigate(next ?? "/", { replace: true });
    },
  });
  const to = next ? `/login?next=${encodeURIComponent(next)}` : "/login";
  return h(
    AuthSheet,
    {
      title: t("auth.register.title"),
      lead: t("auth.register.lead"),
      foot: html`<p>${t("auth.register.already")} ${h(Link, { to }, t("auth.login.title"))}</p>`,
    },
    h(WaitNotice, { wait }),
    h(
      Form,
      { form, submit: t("auth.register.submit"), wide: true, disabled: wait.left > 0 },
      h(Fields, { form }),
    ),
  );
}

/** @typedef {{first_name: string, last_name: string, email: string, password: string}} Typed */

/**
 * An account is not made twice when only the log-in after it failed, or when the answer that it was made got lost.
 * @returns {(values: Typed) => Promise<void>}
 */
function useRegistration() {
  const made = useRef("");
  const unsure = useRef("");
  /** @param {Typed} values @param {string} email */
  const make = async (values, email) => {
    try {
      await post("/api/user/register/", { ...values, email }, { anonymous: true });
      return null;
    } catch (error) {
      if (error instanceof ApiError && error.status === 0) unsure.current = email;
      if (error instanceof ApiError && error.errors.email && unsure.current === email) return error;
      throw error;
    }
  };
  return async (values) => {
    const email = values.email.trim();
    const inUse = made.current === email ? null : await make(values, email);
    if (!inUse) made.current = email;
    try {
      await logIn(email, values.password, { remember: false });
    } catch (error) {
      throw inUse ?? error;
    }
  };
}

/**
 * @param {{form: import("../components/field.js").FieldForm}} props
 */
function Fields({ form }) {
  const { first_name, last_name, email } = form.values.value;
  return [
    html`<div class="auth-pair">
      ${h(TextField, {
        form,
        name: "first_name",
        label: t("auth.field.firstName"),
        autocomplete: "given-name",
        required: true,
        autofocus: true,
      })}
      ${h(TextField, { form, name: "last_name", label: t("auth.field.lastName"), autocomplete: "family-name", required: true })}
    </div>`,
    h(TextField, {
      form,
      name: "email",
      type: "email",
      label: t("auth.field.email"),
      hint: t("auth.register.emailHint"),
      // A password manager keeps it as the name of the account.
      autocomplete: "username",
      inputmode: "email",
      required: true,
    }),
    h(PasswordField, {
      form,
      name: "password",
      label: t("auth.field.password"),
      autocomplete: "new-password",
      meter: true,
      person: [first_name, last_name, email],
      required: true,
    }),
  ];
}
