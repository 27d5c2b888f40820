import { h, html, useId, useRef, useState } from "../h.js";
import { t, zone } from "../i18n.js";
import { IconButton, Button } from "./button.js";
import { dayFull, weekTitle, asTitle } from "./calendar_names.js";
import { addDays, datesOfWeek, shiftWeek, wallOf, weekdayOf, weekOf } from "./calendar_time.js";
import { segmentsByDate } from "./calendar_layout.js";
import { CalendarLegend } from "./calendar_legend.js";
import { DayList } from "./day_list.js";
import { useNow } from "./now.js";
import { Segments } from "./segments.js";
import { WeekGrid } from "./week_grid.js";
import { WeekStrip } from "./week_strip.js";
import { useWidth } from "./width.js";

/** Narrower than this seven days cannot be told apart. */
const WIDE_ENOUGH = 620;

/**
 * @typedef {import("./calendar_layout.js").CalendarEvent} CalendarEvent
 * @typedef {{ startsAt: string }} Move
 * @typedef {{ view: "week" | "day", date: string }} Shown  `date`: the day, or one of the week
 * @typedef {{
 *   week: string,
 *   events: readonly CalendarEvent[],
 *   onWeek: (week: string) => void,
 *   onPick?: (event: CalendarEvent) => void,
 *   eventTo?: (event: CalendarEvent) => string | undefined,
 *   openings?: readonly import("./calendar_layout.js").Opening[],
 *   closedDays?: Readonly<Record<string, string>>,
 *   now?: string | number,
 *   title?: string,
 *   tools?: import("../h.js").Children,
 *   isBusy?: boolean,
 *   emptyDay?: (date: string) => import("../h.js").Children,
 *   emptyWeek?: import("../h.js").Children,
 *   onMove?: (event: CalendarEvent, move: Move & { problem: string | null }) => void,
 *   checkMove?: (event: CalendarEvent, move: Move) => string | null | Promise<string | null>,
 *   moveStep?: number,
 *   moveStarts?: (event: CalendarEvent, date: string) => readonly number[],
 *   shown?: Shown,
 *   onShown?: (shown: Shown) => void,
 *   isTall?: boolean,
 * }} WeekCalendarProps
 *   `closedDays`: reason by date; `now`: stands still, for tests and pictures; `checkMove`: the clash that a move would
 *   make, asked before it is let go; `moveStep`: minutes; `moveStarts`: minutes at which it could begin on a date, to which
 *   it is drawn; `shown` with `onShown`: the page keeps day and view, in its address say, and has the choice of view
 *   itself; `isTall`: room for where and with whom in an hour
 */

/**
 * A week of lessons and appointments, in the zone of the place. In a narrow place one day, with the week above it.
 * @param {WeekCalendarProps} props
 */
export function WeekCalendar(props) {
  const { events, title, tools, isBusy } = props;
  const root = useRef(/** @type {HTMLElement | null} */ (null));
  const width = useWidth(root);
  const now = useNow(props.now);
  const today = wallOf(now, zone.value).date;
  const { week, view, day, setView, goToDay, onWeek } = useShown(props, today);
  const dates = datesOfWeek(week);
  const id = useId();
  const isNarrow = width !== null && width < WIDE_ENOUGH;
  const isDay = isNarrow || view === "day";

  /** @param {number} by */
  const step = (by) => (isDay && !isNarrow ? goToDay(addDays(day, by)) : onWeek(shiftWeek(week, by)));
  const goToToday = () => goToDay(today);
  const shared = { ...props, week, onWeek, dates, now, today };

  return html`<section ref=${root} class=${["week", isNarrow && "is-narrow", props.isTall && "is-tall"].filter(Boolean).join(" ")} aria-labelledby=${id} aria-busy=${isBusy ? "true" : undefined}>
    <header class="week-head">
      <div class="week-title">
        <h2 id=${id} aria-live="polite">${title && html`<span class="unseen">${title} – </span>`}${asTitle(isDay && !isNarrow ? dayFull(day) : weekTitle(dates, isNarrow ? "short" : "long"))}</h2>
        <span class="soft small">${t("core.calendar.week", { number: String(Number(week.slice(6))) })}</span>
      </div>
      <div class="week-tools">
        ${tools}
        ${!isNarrow && !props.shown && h(Segments, { label: t("core.calendar.view"), options: views(), value: view, onPick: setView })}
        <div class="week-steps" role="group" aria-label=${t("core.calendar.go")}>
          ${h(IconButton, { icon: "chevron_left", label: isDay && !isNarrow ? t("core.calendar.previous_day") : t("core.calendar.previous"), onClick: () => step(-1) })}
          ${h(Button, { small: true, onClick: goToToday, disabled: isDay ? day === today : dates.includes(today) }, t("core.calendar.today"))}
          ${h(IconButton, { icon: "chevron_right", label: isDay && !isNarrow ? t("core.calendar.next_day") : t("core.calendar.next"), onClick: () => step(1) })}
        </div>
      </div>
    </header>
    ${isDay && h(WeekStrip, { dates, events, openings: props.openings, closedDays: props.closedDays, picked: day, today, onPick: goToDay })}
    ${width === null
      ? null
      : isDay
        ? h(DayList, { ...shared, date: day, hasTitle: isNarrow, empty: props.emptyDay?.(day) })
        : h(WeekGrid, { ...shared, width, onDay: (date) => goToDay(date, "day") })}
    ${!isDay && !isBusy && isEmpty(events, dates) && html`<div class="week-empty">${props.emptyWeek ?? html`<p>${t("core.calendar.nothing_week")}</p>`}</div>`}
    ${h(CalendarLegend, { events, dates })}
  </section>`;
}

/**
 * The day and the view, kept here or by the page.
 * @param {WeekCalendarProps} props @param {string} today
 */
function useShown({ week: given, onWeek: tellWeek, shown, onShown }, today) {
  const [picked, setPicked] = useState(today);
  const [own, setView] = useState(/** @type {Shown["view"]} */ ("week"));
  if (shown && onShown) {
    const { view, date } = shown;
    return {
      week: weekOf(date),
      view,
      day: date,
      setView: (/** @type {Shown["view"]} */ next) => onShown({ view: next, date }),
      goToDay: (/** @type {string} */ next, nextView = view) => onShown({ view: nextView, date: next }),
      onWeek: (/** @type {string} */ next) => onShown({ view, date: datesOfWeek(next)[weekdayOf(date) - 1] }),
    };
  }
  const dates = datesOfWeek(given);
  const day = dates.includes(picked) ? picked : dates.includes(today) ? today : dates[0];
  /** @param {string} date @param {Shown["view"]} [view] */
  const goToDay = (date, view = own) => {
    setPicked(date);
    setView(view);
    if (!dates.includes(date)) tellWeek(weekOf(date));
  };
  return { week: given, view: own, day, setView, goToDay, onWeek: tellWeek };
}

/** @param {readonly CalendarEvent[]} events @param {string[]} dates */
function isEmpty(events, dates) {
  return [...segmentsByDate(events, dates, zone.value).values()].every((day) => day.length === 0);
}

/** @returns {{ value: "week" | "day", label: string }[]} */
function views() {
  return [
    { value: "week", label: t("core.calendar.view_week") },
    { value: "day", label: t("core.calendar.view_day") },
  ];
}
