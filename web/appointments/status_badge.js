import { Badge } from "../components/badge.js";
import { useNow } from "../components/now.js";
import { h } from "../h.js";
import { t } from "../i18n.js";

/** @typedef {"booked" | "under_way" | "over" | "held" | "no_show" | "cancelled"} Standing */
/** @typedef {{ status: string, starts_at?: string, ends_at?: string }} Dated  an appointment, or what is known of it */

/**
 * What is booked and whose time has come is no longer to come, though nobody has said yet how it went.
 * @param {Dated} appointment @param {number} [now] milliseconds
 * @returns {Standing}
 */
export function standing({ status, starts_at, ends_at }, now = Date.now()) {
  if (status !== "booked") return /** @type {Standing} */ (status);
  if (ends_at && Date.parse(ends_at) <= now) return "over";
  return starts_at && Date.parse(starts_at) <= now ? "under_way" : "booked";
}

/** @type {Record<Standing, { tone: import("../components/badge.js").BadgeTone, icon?: import("../components/icon_shapes.js").IconName }>} */
const LOOKS = {
  booked: { tone: "info" },
  under_way: { tone: "busy" },
  over: { tone: "quiet" },
  held: { tone: "good", icon: "check" },
  no_show: { tone: "warning" },
  cancelled: { tone: "wrong" },
};

/** How an appointment stands, in one or two words. @param {{ appointment: Dated }} props */
export function StatusBadge({ appointment }) {
  const name = standing(appointment, useNow(undefined));
  return h(Badge, LOOKS[name], t(`appointments.status.${name}`));
}
