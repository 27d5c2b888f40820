// Two steps that a role demands, set up before anything else.
import { AuthSheet } from "../components/auth_sheet.js";
import { Button } from "../components/button.js";
import { OtpSetup } from "../components/otp_setup.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { leave } from "../leaving.js";
import { insidePath } from "../next_path.js";
import { navigate } from "../router.js";
import { mustSetUpOtp, profile, reloadProfile } from "../session.js";

/** @param {{query: URLSearchParams}} props */
export default function OneTimeCodePage({ query }) {
  const [isForced] = useState(mustSetUpOtp.value);
  const user = profile.value?.user;
  const name = user ? `${user.first_name} ${user.last_name}`.trim() : "";
  const goOn = async () => {
    await reloadProfile();
    navigate(insidePath(query.get("next")) ?? "/", { replace: true });
  };
  return h(
    AuthSheet,
    {
      title: t("auth.otp.title"),
      lead: isForced ? t("auth.otp.forced") : undefined,
      foot: html`<p>
        ${t("auth.change.notYou", { name })}
        ${h(Button, { tone: "plain", small: true, onClick: () => void leave() }, t("auth.logOut"))}
      </p>`,
    },
    h(OtpSetup, { onDone: goOn }),
  );
}
