// How my account is kept: password, one-time codes, devices, API tokens. `?open=password|codes` opens a form at once.

import { useMyData } from "../account/my_data.js";
import { MyDevices } from "../account/my_devices.js";
import { MyTokens } from "../account/my_tokens.js";
import { OneTimeCodes } from "../account/one_time_codes.js";
import { Password } from "../account/password.js";
import { Page } from "../components/page.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";

/** @param {{ query: URLSearchParams }} props */
export default function SecurityPage({ query }) {
  // The rules of passwords look at one's own names.
  const mine = useMyData();
  const open = query.get("open");
  return h(
    Page,
    {
      title: t("account.security.title"),
      lead: t("account.security.lead"),
    },
    html`<div class="settings">
      ${h(Password, { mine, isOpenAtFirst: open === "password" })}
      ${h(OneTimeCodes, { isOpenAtFirst: open === "codes" })} ${h(MyDevices, {})} ${h(MyTokens, {})}
    </div>`,
  );
}
