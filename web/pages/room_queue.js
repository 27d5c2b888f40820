// Who waits for a seat.

import { Page } from "../components/page.js";
import { h } from "../h.js";
import { t } from "../i18n.js";

export default function RoomQueuePage() {
  return h(Page, { title: t("core.page.room_queue") });
}
