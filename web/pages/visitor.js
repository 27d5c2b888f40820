// The file of a visitor.

import { Page } from "../components/page.js";
import { h } from "../h.js";
import { t } from "../i18n.js";

export default function VisitorPage() {
  return h(Page, { title: t("core.page.visitor") });
}
