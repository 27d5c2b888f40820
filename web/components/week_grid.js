import { h, html, useRef } from "../h.js";
import { t, zone } from "../i18n.js";
import { axisOf, axisSize, closedRanges, isOnAxis, openRanges, placeOn, segmentsByDate, sideBySide } from "./calendar_layout.js";
import { dayNumber, dayShort, dayTitle } from "./calendar_names.js";
import { clockChange, clockText, MINUTES_OF_DAY, wallOf, weekdayOf } from "./calendar_time.js";
import { MoveGhost, MoveNews, useEventMove } from "./event_move.js";
import { Icon } from "./icon.js";
import { HourLines, hoursLong, WeekAxis } from "./week_axis.js";
import { WeekEvent } from "./week_event.js";
import { useWeekKeys } from "./week_keys.js";

/** Pixels that the hours take beside the days. */
const AXIS = 52;

/**
 * @typedef {import("./calendar_layout.js").PlacedSegment} PlacedSegment
 * @typedef {import("./calendar_layout.js").Range} Range
 * @typedef {import("./calendar_layout.js").Band} Band
 * @typedef {import("./week_calendar.js").WeekCalendarProps} WeekCalendarProps
 * @typedef {{ date: string, placed: PlacedSegment[], open: Range[] | null, reason?: string }} Column
 * @typedef {WeekCalendarProps & { dates: string[], now: number, today: string, width: number,
 *   onDay: (date: string) => void }} WeekGridProps
 */

/**
 * The week as columns of a day each, on one axis of hours.
 * @param {WeekGridProps} props
 */
export function WeekGrid(props) {
  const { now, today, week, onWeek, onDay, eventTo, onPick, onMove, checkMove, moveStep, moveStarts, isTall } = props;
  const body = useRef(/** @type {HTMLDivElement | null} */ (null));
  const columns = columnsOf(props);
  const axis = axisOf(columns.flatMap((column) => [...(column.open ?? []), ...column.placed]));
  const move = useEventMove({ body, axis, dates: columns.map((column) => column.date), onMove, checkMove, step: moveStep, starts: moveStarts });
  const dayWidth = (props.width - AXIS) / columns.length;
  const keys = useWeekKeys({ body, columns, today, week, onWeek, move });
  return html`<div class="week-grid" style=${{ "--hours": axisSize(axis), "--days": columns.length }}>
    ${h(WeekAxis, { axis })}
    <div ref=${body} class="week-columns" role="group" aria-label=${t("core.calendar.keys")} onKeyDown=${keys.onKeyDown} onFocusIn=${keys.onFocusIn}>
      ${columns.map(
        (column) => html`<div
          key=${column.date}
          role="group"
          class=${column.date === today ? "week-day is-today" : "week-day"}
          data-date=${column.date}
          aria-label=${dayTitle(column.date)}
        >
          ${h(DayHeading, { column, isToday: column.date === today, tabindex: keys.tabindex(`${column.date}:-1`), onDay })}
          <div class="week-hours">
            ${h(HourLines, { axis })} ${h(ClosedHours, { column, axis })}
            <ol class="week-events">
              ${column.placed.map((one, index) => {
                const cell = `${column.date}:${index}`;
                const isPast = now >= Date.parse(one.event.endsAt);
                return h(WeekEvent, { key: one.event.id, one, axis, cell, tabindex: keys.tabindex(cell), isPast, dayWidth, move, isTall, eventTo, onPick });
              })}
            </ol>
            ${move.state?.date === column.date && h(MoveGhost, { state: move.state, axis })}
            ${column.date === today && h(NowMark, { axis, now })}
          </div>
        </div>`,
      )}
    </div>
    ${h(MoveNews, { move })}
  </div>`;
}

/**
 * Saturday and Sunday are left out when the place is closed and nothing happens.
 * @param {Pick<WeekGridProps, "dates" | "events" | "openings" | "closedDays" | "today">} props @returns {Column[]}
 */
function columnsOf({ dates, events, openings, closedDays, today }) {
  const days = segmentsByDate(events, dates, zone.value);
  return dates
    .map((date) => ({
      date,
      placed: sideBySide(days.get(date) ?? []),
      open: openings ? (closedDays?.[date] ? [] : openRanges(openings, date)) : null,
      reason: closedDays?.[date],
    }))
    .filter(({ date, placed, open }) => weekdayOf(date) < 6 || placed.length > 0 || open?.length !== 0 || date === today);
}

/** @param {{ column: Column, isToday: boolean, tabindex: number, onDay: (date: string) => void }} props */
function DayHeading({ column, isToday, tabindex, onDay }) {
  const { date, placed, open, reason } = column;
  const change = clockChange(date, zone.value);
  const note = reason ?? (open?.length === 0 ? t("core.calendar.closed") : "");
  const clock = change > 0 ? t("core.calendar.clock_forward") : t("core.calendar.clock_back");
  return html`<h3 class="week-heading">
    <button
      type="button"
      class="week-heading-button"
      data-cell=${`${date}:-1`}
      tabindex=${tabindex}
      aria-current=${isToday ? "date" : undefined}
      onClick=${() => onDay(date)}
    >
      <span class="unseen">${dayTitle(date)}, ${t("core.calendar.events", { count: placed.length })}</span>
      <span class="week-name" aria-hidden="true">${dayShort(date)}</span>
      <span class="week-number figures" aria-hidden="true">${dayNumber(date)}</span>
    </button>
    ${note && html`<span class="week-note">${note}</span>`}
    ${change !== 0 && html`<span class="week-note">${h(Icon, { name: "clock", size: 13 })} ${clock}</span>`}
  </h3>`;
}

/** @param {{ column: Column, axis: Band[] }} props */
function ClosedHours({ column, axis }) {
  if (!column.open) return null;
  return closedRanges(column.open, { from: 0, to: MINUTES_OF_DAY }).map(({ from, to }) => {
    const top = placeOn(axis, from);
    const height = placeOn(axis, to) - top;
    return height > 0 && html`<i key=${from} class="closed" style=${{ top: hoursLong(top), height: hoursLong(height) }}></i>`;
  });
}

/** @param {{ axis: Band[], now: number }} props */
function NowMark({ axis, now }) {
  const { minutes } = wallOf(now, zone.value);
  if (!isOnAxis(axis, minutes)) return null;
  return html`<p class="week-now" style=${{ top: hoursLong(placeOn(axis, minutes)) }}>
    <span class="figures">${clockText(minutes)}</span><span class="unseen"> ${t("core.calendar.now")}</span>
  </p>`;
}
