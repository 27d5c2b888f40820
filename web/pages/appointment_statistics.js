import { Page } from "../components/page.js";
import { h } from "../h.js";
import { t } from "../i18n.js";

export default function AppointmentStatistics() {
  return h(Page, { title: t("core.page.appointment_statistics") });
}
