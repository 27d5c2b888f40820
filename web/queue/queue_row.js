import { Badge } from "../components/badge.js";
import { Button } from "../components/button.js";
import { Menu } from "../components/menu.js";
import { h, html } from "../h.js";
import { formatTime, t } from "../i18n.js";
import { Link } from "../router.js";
import { useServerNow } from "../seats/clock.js";
import { mayName } from "../seats/identity.js";
import { clockText, spanText } from "../seats/time_left.js";
import { waitText } from "./wait_text.js";

/** @typedef {import("./shapes.js").Ticket} Ticket */
/** @typedef {"call" | "seat" | "leave" | "back"} Deed */
/** @typedef {Deed | "name"} Wish  "name": whoever waits without a name is seated with one */

/**
 * One number: who, how long, how much longer; and what is done next.
 * @param {{ ticket: Ticket, isNext: boolean, busy: string, onDeed: (ticket: Ticket, deed: Wish) => void }} props `busy`: "id:deed"
 */
export function QueueRow({ ticket, isNext, busy, onDeed }) {
  const { id, number, status, minutes, created_at } = ticket;
  const isCalled = status === "called";
  const main = isCalled ? "seat" : "call";
  const others = [
    isCalled
      ? { label: t("queue.deed.back"), icon: /** @type {const} */ ("hourglass"), run: () => onDeed(ticket, "back") }
      : { label: t("queue.deed.seat"), icon: /** @type {const} */ ("computer"), run: () => onDeed(ticket, "seat") },
    ...(ticket.visitor === null && mayName() ? [{ label: t("queue.deed.name"), icon: /** @type {const} */ ("person"), run: () => onDeed(ticket, "name") }] : []),
  ];
  return html`<li class=${`queue-row${isCalled ? " is-called" : ""}`} data-ticket=${id}>
    <span class="queue-number figures">${number}</span>
    <div class="queue-words">
      <p class="queue-who"><strong>${h(Who, { ticket })}</strong> <span class="soft">${spanText(60 * minutes)}</span></p>
      ${isCalled
        ? html`<p class="small">${h(Badge, { tone: "busy" }, t("queue.called"))} ${h(Since, { ticket })}</p>
            ${ticket.workstation_name && ticket.held_until && html`<p class="small">${t("queue.held", { seat: ticket.workstation_name, time: formatTime(ticket.held_until) })}</p>`}`
        : html`<p class="small soft">${t("queue.came", { time: formatTime(created_at) })} · ${waitText(ticket.wait_minutes)}</p>`}
    </div>
    <div class="queue-deeds">
      ${h(Button, { tone: isCalled || isNext ? "primary" : "quiet", busy: busy === `${id}:${main}`, label: t(`queue.deed.${main}_number`, { number }), onClick: () => onDeed(ticket, main) }, t(`queue.deed.${main}`))}
      ${h(Menu, { label: t("queue.deed.more", { number }), items: [...others, { label: t("queue.deed.leave"), icon: "cross", isDanger: true, startsGroup: true, run: () => onDeed(ticket, "leave") }] })}
    </div>
  </li>`;
}

/** @param {{ ticket: Ticket }} props */
export function Who({ ticket: { visitor, visitor_name } }) {
  if (visitor === null) return t("seats.guest");
  const name = visitor_name ?? t("queue.visitor");
  return mayName() ? h(Link, { to: `/visitors/${visitor}` }, name) : name;
}

/** @param {{ ticket: Ticket }} props */
function Since({ ticket: { called_at } }) {
  const now = useServerNow();
  if (!called_at) return null;
  return html`<span class="soft figures">${t("queue.since", { time: clockText((now - Date.parse(called_at)) / 1000) })}</span>`;
}
