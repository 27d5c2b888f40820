// Who has which seat reserved.

import { Page } from "../components/page.js";
import { h } from "../h.js";
import { t } from "../i18n.js";

export default function SeatReservationsPage() {
  return h(Page, { title: t("core.page.seat_reservations") });
}
