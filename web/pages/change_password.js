// A password that was given must be replaced by one's own before anything else.
import { post } from "../api.js";
import { AccountName } from "../components/account_name.js";
import { AuthSheet } from "../components/auth_sheet.js";
import { Button } from "../components/button.js";
import { Form } from "../components/form.js";
import { PasswordField } from "../components/password_field.js";
import { WaitNotice, useWait } from "../components/wait_notice.js";
import { useForm } from "../forms.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { leave } from "../leaving.js";
import { insidePath } from "../next_path.js";
import { navigate } from "../router.js";
import { mustChangePassword, profile, reloadProfile } from "../session.js";
import { toast } from "../toasts.js";

/** @param {{query: URLSearchParams}} props */
export default function ChangePasswordPage({ query }) {
  const wait = useWait();
  // As it was on arrival: the sheet must not change its words while the answer comes in.
  const [isForced] = useState(mustChangePassword.value);
  const form = useForm({
    initial: { current_password: "", new_password: "" },
    send: async (values) => {
      try {
        const answer = await post("/auth/change-password/", values);
        return String(answer.message ?? "");
      } catch (error) {
        if (wait.begins(error)) return null;
        throw error;
      }
    },
    done: async (message) => {
      if (message === null) return;
      await reloadProfile();
      toast(message, { tone: "good" });
      navigate(insidePath(query.get("next")) ?? "/", { replace: true });
    },
  });
  const user = profile.value?.user;
  const name = user ? `${user.first_name} ${user.last_name}`.trim() : "";
  return h(
    AuthSheet,
    {
      title: t("auth.change.title"),
      lead: t(isForced ? "auth.change.forced" : "auth.change.lead"),
      foot: html`<p>
        ${t("auth.change.notYou", { name })}
        ${h(Button, { tone: "plain", small: true, onClick: () => void leave() }, t("auth.logOut"))}
      </p>`,
    },
    h(WaitNotice, { wait }),
    h(
      Form,
      { form, submit: t("auth.change.submit"), wide: true, disabled: wait.left > 0 },
      h(Fields, { form, isForced }),
    ),
  );
}

/** @param {{form: import("../components/field.js").FieldForm, isForced: boolean}} props */
function Fields({ form, isForced }) {
  const user = profile.value?.user;
  const login = user?.email ?? user?.username ?? "";
  return [
    h(AccountName, { login }),
    h(PasswordField, {
      form,
      name: "current_password",
      label: t(isForced ? "auth.change.given" : "auth.change.current"),
      hint: isForced ? t("auth.change.givenHint") : undefined,
      autocomplete: "current-password",
      required: true,
      autofocus: true,
    }),
    h(PasswordField, {
      form,
      name: "new_password",
      label: t("auth.field.newPassword"),
      autocomplete: "new-password",
      meter: true,
      person: [user?.first_name ?? "", user?.last_name ?? "", user?.email ?? "", user?.username ?? ""],
      required: true,
    }),
  ];
}
