// Who I am for the place, and what of it I may change.

import { Address } from "../account/address.js";
import { ContactDetails } from "../account/contact_details.js";
import { ExportMyData } from "../account/export_my_data.js";
import { useMyData } from "../account/my_data.js";
import { MyModules } from "../account/my_modules.js";
import { MyRoles } from "../account/my_roles.js";
import { Portrait } from "../account/portrait.js";
import { Loading } from "../components/loading.js";
import { Page } from "../components/page.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";

export default function ProfilePage() {
  const mine = useMyData();
  return h(
    Page,
    { title: t("account.profile.title"), lead: t("account.profile.lead") },
    mine
      ? html`<div class="settings">
          ${h(Portrait, { mine })} ${h(ContactDetails, { mine })} ${h(Address, { mine })} ${h(MyRoles, { mine })}
          ${h(MyModules, { mine })} ${h(ExportMyData, {})}
        </div>`
      : h(Loading, { shape: "cards" }),
  );
}
