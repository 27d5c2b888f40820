import { h, html } from "../h.js";
import { formatTime, t, zone } from "../i18n.js";
import { Link } from "../router.js";
import { EventFace } from "./calendar_event.js";
import { lookOf } from "./calendar_kinds.js";
import { openRanges, segmentsByDate, sideBySide } from "./calendar_layout.js";
import { asTitle, dayTitle } from "./calendar_names.js";
import { clockChange, clockText, wallOf } from "./calendar_time.js";
import { Icon } from "./icon.js";
import { useNow } from "./now.js";

/** @typedef {import("./calendar_layout.js").CalendarEvent} CalendarEvent */
/** @typedef {import("./calendar_layout.js").PlacedSegment} PlacedSegment */

/**
 * One day, one event below the other, with the present moment between them.
 * @param {{
 *   date: string,
 *   events: readonly CalendarEvent[],
 *   openings?: readonly import("./calendar_layout.js").Opening[],
 *   closedDays?: Readonly<Record<string, string>>,
 *   now?: string | number,
 *   onPick?: (event: CalendarEvent) => void,
 *   eventTo?: (event: CalendarEvent) => string | undefined,
 *   empty?: import("../h.js").Children,
 *   hasTitle?: boolean,
 * }} props
 */
export function DayList({ date, events, openings, closedDays, now: given, onPick, eventTo, empty, hasTitle = true }) {
  const now = useNow(given);
  const wall = wallOf(now, zone.value);
  const segments = sideBySide(segmentsByDate(events, [date], zone.value).get(date) ?? []);
  segments.sort((a, b) => a.from - b.from || a.column - b.column);
  const isToday = wall.date === date;
  const nowAt = isToday ? segments.filter((one) => one.from <= wall.minutes).length : -1;
  const line = isToday && h(NowLine, { minutes: wall.minutes });
  return html`<div class="day">
    <div class="day-head">
      ${hasTitle && html`<h3>${asTitle(dayTitle(date))}</h3>`}
      <p class="soft small">${hoursText(date, openings, closedDays)}${changeText(date)}</p>
    </div>
    ${segments.length === 0
      ? html`${line}${empty ?? html`<p class="day-empty">${t("core.calendar.nothing")}</p>`}`
      : html`<ol class="day-events">
          ${segments.map(
            (one, index) => html`${index === nowAt && html`<li key="now" class="day-now">${line}</li>`}
              <li key=${one.event.id} class=${one.columns > 1 ? "day-event is-together" : "day-event"}>
                <p class="day-times figures" aria-hidden="true">
                  <span>${one.fromBefore ? "…" : formatTime(one.event.startsAt)}</span>
                  <span class="soft">${one.goesOn ? "…" : formatTime(one.event.endsAt)}</span>
                </p>
                ${h(DayEvent, { one, isPast: isToday && one.to <= wall.minutes, isNow: isToday && one.from <= wall.minutes && wall.minutes < one.to, onPick, eventTo })}
              </li>`,
          )}
          ${nowAt === segments.length && html`<li key="now" class="day-now">${line}</li>`}
        </ol>`}
  </div>`;
}

/**
 * @param {{ one: PlacedSegment, isPast: boolean, isNow: boolean, onPick?: (event: CalendarEvent) => void,
 *   eventTo?: (event: CalendarEvent) => string | undefined }} props
 */
function DayEvent({ one, isPast, isNow, onPick, eventTo }) {
  const { event, fromBefore, goesOn } = one;
  const look = `event day-card ${lookOf(event)}${isPast ? " is-past" : ""}${isNow ? " is-now" : ""}`;
  const face = [
    h(EventFace, { event, fromBefore, goesOn, hasTimes: fromBefore || goesOn, hasNote: true }),
    one.columns > 1 &&
      event.status !== "clash" &&
      html`<span class="event-together">${h(Icon, { name: "merge", size: 13 })}<span>${t("core.calendar.together")}</span></span>`,
  ];
  const to = eventTo?.(event);
  if (to) return h(Link, { to, class: look }, face);
  if (onPick) return html`<button type="button" class=${look} onClick=${() => onPick(event)}>${face}</button>`;
  return html`<div class=${look}>${face}</div>`;
}

/** @param {{ minutes: number }} props */
function NowLine({ minutes }) {
  return html`<p class="now-line"><span class="figures">${clockText(minutes)}</span> <span class="unseen">${t("core.calendar.now")}</span></p>`;
}

/** @param {string} date @param {readonly import("./calendar_layout.js").Opening[] | undefined} openings @param {Readonly<Record<string, string>> | undefined} closedDays */
function hoursText(date, openings, closedDays) {
  const reason = closedDays?.[date];
  if (reason) return t("core.calendar.closed_because", { reason });
  if (!openings) return "";
  const hours = openRanges(openings, date).map((one) => `${clockText(one.from)}–${clockText(one.to)}`);
  return hours.length ? t("core.calendar.open", { hours: hours.join(", ") }) : t("core.calendar.closed");
}

/** @param {string} date */
function changeText(date) {
  const change = clockChange(date, zone.value);
  if (change === 0) return "";
  return ` · ${change > 0 ? t("core.calendar.clock_forward") : t("core.calendar.clock_back")}`;
}
