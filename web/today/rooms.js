// What goes on in the computer room.

import { h } from "../h.js";
import { t } from "../i18n.js";
import { Coming } from "./coming.js";

export default function Rooms() {
  return h(Coming, {
    icon: "computer",
    title: t("account.rooms.live"),
    empty: t("account.rooms.live_empty"),
    text: t("account.rooms.live_empty_text"),
  });
}
