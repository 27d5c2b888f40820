// Everybody who is registered for the computer room.

import { Page } from "../components/page.js";
import { h } from "../h.js";
import { t } from "../i18n.js";

export default function VisitorsPage() {
  return h(Page, { title: t("core.page.visitors") });
}
