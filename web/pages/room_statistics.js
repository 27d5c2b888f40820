// How much the room is used.

import { Page } from "../components/page.js";
import { h } from "../h.js";
import { t } from "../i18n.js";

export default function RoomStatisticsPage() {
  return h(Page, { title: t("core.page.room_statistics") });
}
