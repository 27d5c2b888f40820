import { h, html } from "../h.js";
import { Link } from "../router.js";
import { EventFace } from "./calendar_event.js";
import { lookOf } from "./calendar_kinds.js";
import { LEAST_MINUTES, placeOn } from "./calendar_layout.js";
import { hoursLong } from "./week_axis.js";

/** Heights in hours below which one line fits, or two. */
const ONE_LINE = 0.7;
const TWO_LINES = 0.95;
/** Lines of an hour of height, and what the edges take of them, as the stylesheet has it. */
const LINES = 3.6;
const EDGES = 0.75;
/** How much higher an hour is where the hours are tall, as the stylesheet has it. */
const TALL = 1.44;
/** Widths in pixels below which the icon and the end give way, and then all but title and start. */
const THIN = 105;
const SLIM = 64;

/**
 * An event at its place in the week: a link when it has an address, else a button.
 * @param {{
 *   one: import("./calendar_layout.js").PlacedSegment,
 *   axis: import("./calendar_layout.js").Band[],
 *   cell: string,
 *   tabindex: number,
 *   isPast: boolean,
 *   dayWidth: number,
 *   move: import("./event_move.js").EventMove,
 *   isTall?: boolean,
 *   eventTo?: (event: import("./calendar_layout.js").CalendarEvent) => string | undefined,
 *   onPick?: (event: import("./calendar_layout.js").CalendarEvent) => void,
 * }} props
 */
export function WeekEvent({ one, axis, cell, tabindex, isPast, dayWidth, move, isTall = false, eventTo, onPick }) {
  const { event, from, to, column, columns, span, fromBefore, goesOn } = one;
  const top = placeOn(axis, from);
  const height = Math.max(placeOn(axis, to), placeOn(axis, from + LEAST_MINUTES)) - top;
  const share = span / columns;
  const room = height * (isTall ? TALL : 1);
  const lines = room * LINES - EDGES;
  // Why it does not take place matters more than where it would have.
  const hasNote = isTall && event.status === "cancelled" && Boolean(event.note) && share * dayWidth >= SLIM;
  const hasStatus = event.status && event.status !== "planned" && !(isTall && event.status === "held");
  const needed = 2 + (hasStatus ? 1 : 0) + (event.place ? 1 : 0);
  const look = [
    "event week-event",
    lookOf(event),
    room < ONE_LINE ? "is-tiny" : room < TWO_LINES ? "is-short" : "",
    (hasNote || lines < needed) && "has-no-place",
    (hasNote || lines < needed + 1) && "has-no-people",
    share * dayWidth < THIN && "is-thin",
    share * dayWidth < SLIM && "is-slim",
    isPast && "is-past",
    fromBefore && "from-before",
    goesOn && "goes-on",
    move.state?.event.id === event.id && "is-away",
    move.canMove(event) && "can-move",
  ];
  const control = {
    class: look.filter(Boolean).join(" "),
    tabindex,
    "data-cell": cell,
    "aria-keyshortcuts": move.canMove(event) ? "M" : undefined,
    onPointerDown: (/** @type {PointerEvent} */ press) => move.press(one, press),
  };
  const face = h(EventFace, { event, fromBefore, goesOn, hasNote });
  const address = eventTo?.(event);
  return html`<li
    class="week-place"
    style=${{ top: hoursLong(top), height: hoursLong(height), left: `${(100 * column) / columns}%`, width: `${100 * share}%` }}
  >
    ${address
      ? h(Link, { ...control, to: address, draggable: false }, face)
      : html`<button type="button" ...${control} onClick=${() => onPick?.(event)}>${face}</button>`}
  </li>`;
}
