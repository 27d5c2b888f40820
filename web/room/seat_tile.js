import { Icon } from "../components/icon.js";
import { h, html } from "../h.js";
import { formatRelative, t } from "../i18n.js";
import { useServerNow } from "../seats/clock.js";
import { Ring } from "../seats/ring.js";
import { SeatBadge } from "../seats/seat_badge.js";
import { SessionBadge } from "../seats/session_badge.js";
import { clockText, percentUsed, secondsLeft, urgency } from "../seats/time_left.js";
import { reservedText } from "./reserved_text.js";

/** @typedef {import("./shapes.js").LiveSeat} LiveSeat */
/** @typedef {import("./shapes.js").LiveSession} LiveSession */
/** @typedef {import("./drag.js").Drag} Drag */

/** One seat of the room. @param {{ seat: LiveSeat, isPicked: boolean, isDim?: boolean, onPick: () => void, drag: Drag }} props */
export function SeatTile({ seat, isPicked, isDim = false, onPick, drag }) {
  const { name, status, session, unread } = seat;
  const look = ["seat", `seat-${status}`, isPicked && "is-picked", isDim && "is-dim", drag.isTarget(seat) && "is-target", drag.isOver(seat) && "is-over"];
  return html`<button type="button" class=${look.filter(Boolean).join(" ")} aria-pressed=${isPicked ? "true" : "false"} onClick=${onPick} ...${drag.attributes(seat)}>
    <span class="seat-top">
      <span class="seat-name">${name}</span>
      ${session?.status === "suspended" && status === "in_use" ? h(SessionBadge, { status: "suspended" }) : h(SeatBadge, { status })}
      ${unread > 0 && html`<span class="seat-unread">${h(Icon, { name: "message", size: 15 })}<span aria-hidden="true">${unread}</span><span class="unseen">${t("room.unread", { count: unread })}</span></span>`}
    </span>
    ${session ? h(Running, { session }) : html`<span class="seat-note soft small">${noteOf(seat)}</span>`}
  </button>`;
}

/** @param {LiveSeat} seat */
function noteOf(seat) {
  const { status, last_seen_at, location, is_enrolled } = seat;
  if (status === "reserved") return reservedText(seat) || location;
  if (status === "offline" && is_enrolled && last_seen_at) return t("room.seen", { when: formatRelative(last_seen_at) });
  return location;
}

/** @param {{ session: LiveSession }} props */
function Running({ session }) {
  const now = useServerNow();
  const left = secondsLeft(session, now);
  const isResting = session.status === "suspended";
  const kind = isResting ? "calm" : urgency(left);
  return html`<span class="seat-session">
    ${h(Ring, { percent: percentUsed(session, left), urgency: kind, isResting })}
    <span class="seat-words">
      <span class="seat-who cut">${session.visitor_name ?? t("seats.guest")}</span>
      <span class=${`seat-left figures is-${kind}`}><span class="unseen">${t("room.left")} </span>${clockText(left)}</span>
    </span>
  </span>`;
}
