// Registering a visitor.

import { Page } from "../components/page.js";
import { h } from "../h.js";
import { t } from "../i18n.js";

export default function VisitorNewPage() {
  return h(Page, { title: t("core.page.visitor_new") });
}
