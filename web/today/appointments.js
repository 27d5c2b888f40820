// Appointments of the day of a coach, or to come of a client.

import { Button } from "../components/button.js";
import { h } from "../h.js";
import { t } from "../i18n.js";
import { place } from "../place.js";
import { can } from "../session.js";
import { Coming } from "./coming.js";

export default function Appointments() {
  const view = can("can_manage_appointments") ? "coach" : "mine";
  const { phone } = place.value;
  const call = { icon: /** @type {const} */ ("phone"), small: true, href: `tel:${phone.replace(/[^+\d]/g, "")}` };
  return h(Coming, {
    icon: "appointment",
    title: t(`account.appointments.${view}`),
    empty: t(`account.appointments.${view}_empty`),
    text: t(`account.appointments.${view}_empty_text`),
    action: view === "mine" && phone ? h(Button, call, t("account.appointments.call", { phone })) : undefined,
  });
}
