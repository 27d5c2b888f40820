// Codes in a batch, to be printed.

import { Page } from "../components/page.js";
import { h } from "../h.js";
import { t } from "../i18n.js";

export default function RoomCodesPage() {
  return h(Page, { title: t("core.page.room_codes") });
}
