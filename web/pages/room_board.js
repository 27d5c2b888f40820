// The public board on a big screen: numbers of tickets only.

import { Page } from "../components/page.js";
import { h } from "../h.js";
import { t } from "../i18n.js";

export default function RoomBoardPage() {
  return h(Page, { title: t("core.page.room_board") });
}
