// All sessions.

import { Page } from "../components/page.js";
import { h } from "../h.js";
import { t } from "../i18n.js";

export default function RoomSessionsPage() {
  return h(Page, { title: t("core.page.room_sessions") });
}
