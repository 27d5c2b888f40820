import { Button, IconButton } from "../components/button.js";
import { Menu } from "../components/menu.js";
import { Notice } from "../components/notice.js";
import { h, html, useEffect, useRef, useState } from "../h.js";
import { formatRelative, t } from "../i18n.js";
import { DeedProblem } from "../seats/deed_problem.js";
import { SeatBadge } from "../seats/seat_badge.js";
import { Conversation } from "./conversation.js";
import { isFree } from "./drag.js";
import { isDoubtful } from "./live.js";
import { reservedText } from "./reserved_text.js";
import { seatMenu } from "./seat_menu.js";
import { SessionBlock } from "./session_block.js";

/** @typedef {import("./shapes.js").LiveSeat} LiveSeat */

/**
 * One seat of the live room: who is there, what can be done, what was written.
 * @param {{ seat: LiveSeat, deeds: import("../seats/deeds.js").Deeds, reload: () => Promise<void>, onGive: () => void, onMove: () => void,
 *   onClose?: () => void }} props onClose: it stands beside the seats, not in a dialog
 */
export function SeatPanel({ seat, deeds, reload, onGive, onMove, onClose }) {
  const { name, status, session, location, is_enrolled, is_online, last_seen_at } = seat;
  // What was unread stays to be read, also where nothing can be answered.
  const [hadUnread] = useState(seat.unread > 0);
  const heading = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    // Picked by key: on to what can be done there.
    if (document.activeElement?.matches(".seat:focus-visible")) heading.current?.focus();
  }, []);
  const reserved = reservedText(seat);
  const close = onClose && (() => {
    const tile = document.querySelector(".seat[aria-pressed='true']");
    onClose();
    if (tile instanceof HTMLElement) tile.focus();
  });
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape" && !event.defaultPrevented) close?.();
  };
  return html`<section class=${close ? "seat-panel card card-normal" : "seat-panel"} aria-label=${name} onKeyDown=${onKeyDown}>
    <header class="seat-panel-top">
      <div class="seat-panel-name">
        ${close && html`<h2 ref=${heading} tabindex="-1">${name}</h2>`}
        <p class="row">${h(SeatBadge, { status })} ${location && html`<span class="soft small">${location}</span>`}</p>
      </div>
      <div class="seat-panel-tools">
        ${h(Menu, { label: t("room.seat.more", { seat: name }), items: seatMenu(seat, deeds) })}
        ${close && h(IconButton, { icon: "cross", label: t("core.dialog.close"), onClick: close })}
      </div>
    </header>
    ${!close && h(DeedProblem, { deeds })}
    ${isDoubtful(seat) && h(Notice, { tone: "warning", title: t("room.silent") },
      last_seen_at ? t("room.silent_text", { when: formatRelative(last_seen_at) }) : t("room.silent_text_never"))}
    ${session && h(SessionBlock, { key: session.id, session, deeds, onMove })}
    ${!session && reserved && html`<p class="soft">${reserved}</p>`}
    ${!session && isFree(seat) && h(Button, { tone: "primary", icon: "key", wide: true, onClick: onGive }, t("room.seat.give"))}
    ${!session && !isFree(seat) && h(NotFree, { seat, deeds })}
    ${(is_enrolled || hadUnread) && h(Conversation, { seat: seat.id, unread: seat.unread, isHeard: is_online, isEnrolled: is_enrolled, reload })}
    ${!is_enrolled && html`<p class="soft small">${t("room.seat.no_agent")}</p>`}
  </section>`;
}

/** @param {{ seat: LiveSeat, deeds: import("../seats/deeds.js").Deeds }} props */
function NotFree({ seat, deeds }) {
  const { status, is_enrolled, is_online, last_seen_at } = seat;
  const isSilent = status === "offline" && is_enrolled && !is_online;
  const text = isSilent && last_seen_at ? t("room.seen", { when: formatRelative(last_seen_at) }) : t(`room.seat.why.${status}`);
  return html`<p class="soft">${text}</p>
    <div class="row">
      ${isSilent && h(Button, { icon: "sun", busy: deeds.busy === "wake", onClick: () => void deeds.wake(seat) }, t("room.seat.wake"))}
      ${!isSilent && h(Button, { icon: "check", busy: deeds.busy === "state", onClick: () => void deeds.setState(seat, "available") }, t("room.seat.to.available"))}
    </div>`;
}
