// One seat: facts, history, enrolment, orders, messages.

import { Page } from "../components/page.js";
import { h } from "../h.js";
import { t } from "../i18n.js";

export default function SeatPage() {
  return h(Page, { title: t("core.page.seat") });
}
