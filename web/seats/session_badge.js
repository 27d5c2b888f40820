import { Badge } from "../components/badge.js";
import { h } from "../h.js";
import { t } from "../i18n.js";

/** @typedef {import("../components/badge.js").BadgeTone} BadgeTone */
/** @typedef {import("../components/icon_shapes.js").IconName} IconName */

/** @type {Record<import("./shapes.js").SessionStatus, { tone: BadgeTone, icon?: IconName }>} */
const LOOKS = {
  waiting: { tone: "info", icon: "hourglass" },
  active: { tone: "busy" },
  suspended: { tone: "warning", icon: "clock" },
  ended: { tone: "quiet", icon: "check" },
  expired: { tone: "quiet", icon: "clock" },
};

/** @param {{ status: import("./shapes.js").SessionStatus }} props */
export function SessionBadge({ status }) {
  return h(Badge, { ...LOOKS[status] }, t(`seats.session.${status}`));
}
