import { Badge } from "../components/badge.js";
import { Button } from "../components/button.js";
import { Icon } from "../components/icon.js";
import { Segments } from "../components/segments.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { setQuery } from "../router.js";
import { SEAT_STATUSES } from "../seats/shapes.js";

/** @typedef {import("../seats/shapes.js").SeatStatus} SeatStatus */
/** @typedef {import("./live_room.js").Only} Only */

const LOOKS = /** @type {const} */ ({ live: "good", connecting: "quiet", asking: "quiet", silent: "wrong" });

/**
 * How many seats are how, each a filter; whether several are picked; how fresh that is; grid or plan.
 * @param {{ counts: Record<SeatStatus, number>, unread: number, only: Only, onOnly: (only: Only) => void,
 *   connection: import("../live_view.js").Connection, hasPlan: boolean, isPlan: boolean, isSelecting: boolean, onSelect: () => void }} props
 */
export function RoomBar({ counts, unread, only, onOnly, connection, hasPlan, isPlan, isSelecting, onSelect }) {
  const shown = SEAT_STATUSES.filter((status) => counts[status] > 0 || status === only || status === "available" || status === "in_use");
  return html`<div class="room-bar">
    <div class="room-counts" role="group" aria-label=${t("room.only")}>
      ${unread > 0 && html`<button type="button" class="room-count room-count-unread" aria-pressed=${only === "unread" ? "true" : "false"}
        title=${t("room.unread", { count: unread })} onClick=${() => onOnly(only === "unread" ? "" : "unread")}>
        ${h(Icon, { name: "message", size: 16 })}<strong class="figures" aria-hidden="true">${unread}</strong><span class="unseen">${t("room.unread", { count: unread })}</span>
      </button>`}
      ${shown.map((status) => html`<button key=${status} type="button" class=${`room-count seat-${status}`}
        aria-pressed=${only === status ? "true" : "false"} onClick=${() => onOnly(only === status ? "" : status)}>
        <span class="room-dot" aria-hidden="true"></span><strong class="figures">${counts[status]}</strong> ${t(`room.count.${status}`, { count: counts[status] })}
      </button>`)}
    </div>
    <div class="room-bar-end">
      ${h(Button, { small: true, icon: "check", aria: { "aria-pressed": isSelecting ? "true" : "false" }, onClick: onSelect }, t("room.many.select"))}
      <span role="status">${h(Badge, { tone: LOOKS[connection], dot: connection === "live" }, t(`room.connection.${connection}`))}</span>
      ${hasPlan && h(Segments, {
        label: t("room.view.label"),
        value: isPlan ? "plan" : "grid",
        options: [
          { value: "grid", label: t("room.view.grid") },
          { value: "plan", label: t("room.view.plan") },
        ],
        onPick: (view) => setQuery({ view: view === "plan" ? "plan" : "" }),
      })}
    </div>
  </div>`;
}
