import { h, html } from "../h.js";
import { formatTime, t } from "../i18n.js";
import { kindOf, statusOf } from "./calendar_kinds.js";
import { Icon } from "./icon.js";

/** @typedef {import("./calendar_layout.js").CalendarEvent} CalendarEvent */

/**
 * What stands on an event, in the order in which it is read aloud: kind, title, status, times, place, people, note.
 * @param {{ event: CalendarEvent, fromBefore?: boolean, goesOn?: boolean, hasTimes?: boolean, hasNote?: boolean }} props
 */
export function EventFace({ event, fromBefore, goesOn, hasTimes = true, hasNote }) {
  const kind = kindOf(event);
  const status = statusOf(event);
  return html`<span class="event-title">
      ${h(Icon, { name: kind.icon, size: 15 })}
      <span class="event-name"><span class="unseen">${t(kind.label)}, </span>${event.title}</span>
    </span>
    ${status &&
    html`<span class="event-status">${h(Icon, { name: status.icon, size: 13 })}<span>${t(status.label)}</span></span>`}
    <span class=${hasTimes ? "event-times figures" : "unseen"}>
      ${fromBefore && html`<span class="unseen">${t("core.calendar.from_before")}, </span>`}
      ${fromBefore
        ? html`<span class="event-end">${formatTime(event.startsAt)}</span>–${formatTime(event.endsAt)}`
        : html`${formatTime(event.startsAt)}<span class="event-end">–${formatTime(event.endsAt)}</span>`}
      ${goesOn && html`<span class="unseen">, ${t("core.calendar.goes_on")}</span>`}
    </span>
    ${event.place && html`<span class="event-place">${h(Icon, { name: "pin", size: 13 })}<span>${event.place}</span></span>`}
    ${event.people && html`<span class="event-people">${h(Icon, { name: "people", size: 13 })}<span>${event.people}</span></span>`}
    ${event.note && html`<span class=${hasNote ? "event-note" : "unseen"}>${event.note}</span>`}`;
}
