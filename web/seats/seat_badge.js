import { Badge } from "../components/badge.js";
import { h } from "../h.js";
import { t } from "../i18n.js";

/** @typedef {import("../components/badge.js").BadgeTone} BadgeTone */
/** @typedef {import("../components/icon_shapes.js").IconName} IconName */

/** @type {Record<import("./shapes.js").SeatStatus, { tone: BadgeTone, icon?: IconName }>} */
const LOOKS = {
  available: { tone: "good", icon: "check" },
  in_use: { tone: "busy" },
  reserved: { tone: "info", icon: "calendar" },
  maintenance: { tone: "quiet", icon: "settings" },
  offline: { tone: "wrong", icon: "offline" },
};

/** A seat's state, by colour, drawing and word. @param {{ status: import("./shapes.js").SeatStatus }} props */
export function SeatBadge({ status }) {
  return h(Badge, { ...LOOKS[status] }, t(`seats.status.${status}`));
}
