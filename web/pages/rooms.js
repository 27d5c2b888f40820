// The live room: every seat, who is there, and how long still.

import { Page } from "../components/page.js";
import { h } from "../h.js";
import { t } from "../i18n.js";

export default function RoomsPage() {
  return h(Page, { title: t("core.page.rooms") });
}
