import { h, html, useEffect, useRef, useState } from "../h.js";
import { t, zone } from "../i18n.js";
import { lookOf } from "./calendar_kinds.js";
import { nearestOf, placeOn, stepTo, timeAt } from "./calendar_layout.js";
import { dayTitle } from "./calendar_names.js";
import { addDays, clockText, epochOf, instantOf, MINUTES_OF_DAY, wallOf } from "./calendar_time.js";
import { dateAt, followPointer } from "./event_pointer.js";
import { Icon } from "./icon.js";
import { hoursLong } from "./week_axis.js";

/**
 * @typedef {import("./calendar_layout.js").CalendarEvent} CalendarEvent
 * @typedef {import("./calendar_layout.js").Segment} Segment
 * @typedef {import("./week_calendar.js").WeekCalendarProps} WeekCalendarProps
 * @typedef {{ event: CalendarEvent, date: string, from: number, duration: number, startsAt: string,
 *   problem: string | null, isChecking: boolean, isByKeys: boolean }} MoveState
 * @typedef {ReturnType<typeof useEventMove>} EventMove
 */

/**
 * Moves an event with the mouse (drag) or the keys (M, arrows, Enter; Escape gives up). A finger scrolls; who has only
 * fingers changes the time in the event itself.
 * @param {{ body: { current: HTMLElement | null }, axis: import("./calendar_layout.js").Band[], dates: string[],
 *   onMove: WeekCalendarProps["onMove"], checkMove: WeekCalendarProps["checkMove"], step?: number,
 *   starts?: WeekCalendarProps["moveStarts"] }} given
 */
export function useEventMove({ body, axis, dates, onMove, checkMove, step = 15, starts }) {
  const { state, news, live, stop, put, cancel, drop } = useGhost({ onMove, checkMove, step, starts });
  /** @param {CalendarEvent} event */
  const canMove = (event) => Boolean(onMove) && !event.isFixed && event.status !== "cancelled";

  /** By keys. @param {Segment} one @returns {boolean} false when it cannot be moved */
  const start = (one) => {
    if (!canMove(one.event)) return false;
    const wall = wallOf(one.event.startsAt, zone.value);
    put(one.event, wall.date, wall.minutes, true);
    return true;
  };
  /** @param {string} key @returns {boolean} whether it was meant for the move */
  const onKey = (key) => {
    const now = live.current;
    if (!now) return false;
    const days = { ArrowLeft: -1, ArrowRight: 1 }[key] ?? 0;
    const steps = { ArrowUp: -1, ArrowDown: 1, PageUp: -4, PageDown: 4 }[key] ?? 0;
    const date = dates[dates.indexOf(now.date) + days];
    if (key === "Enter" || key === " ") drop();
    else if (key === "Escape" || key === "Tab") cancel();
    else if ((steps || days) && date) put(now.event, date, stepTo(starts?.(now.event, date), now.from, steps, step), true);
    return key !== "Tab";
  };
  /** By mouse or pen. @param {Segment} one @param {PointerEvent} press */
  const press = (one, press) => {
    if (press.button !== 0 || press.pointerType === "touch" || !canMove(one.event)) return;
    stop.current();
    const wall = wallOf(one.event.startsAt, zone.value);
    /** @param {number} x @param {number} y */
    const onDrag = (x, y) => {
      const hours = body.current?.querySelector(".week-hours");
      if (!hours) return;
      const hour = hours.getBoundingClientRect().height / Math.max(1, placeOn(axis, MINUTES_OF_DAY));
      // Of an event that began the day before, the part of today is pulled; its start moves by as much.
      const minutes = timeAt(axis, placeOn(axis, one.fromBefore ? one.from : wall.minutes) + y / hour);
      const date = dateAt(body.current, press.clientX + x) ?? live.current?.date ?? one.date;
      if (one.fromBefore) put(one.event, addDays(date, -1), wall.minutes + minutes - one.from, false);
      else put(one.event, date, minutes, false);
    };
    stop.current = followPointer(press, { onDrag, onDrop: drop, onCancel: cancel });
  };
  return { state, news, canMove, start, onKey, press };
}

/**
 * Where the event would lie, and what would stand against it.
 * @param {Pick<WeekCalendarProps, "onMove" | "checkMove"> & { step: number, starts?: WeekCalendarProps["moveStarts"] }} given
 */
function useGhost({ onMove, checkMove, step, starts }) {
  const [state, setState] = useState(/** @type {MoveState | null} */ (null));
  const [news, setNews] = useState("");
  // Listeners of the window outlive the render that added them.
  const live = useRef(/** @type {MoveState | null} */ (null));
  const stop = useRef(() => {});
  const asked = useRef(0);
  useEffect(() => () => stop.current(), []);

  /** @param {MoveState | null} next */
  const show = (next) => {
    live.current = next;
    setState(next);
  };
  /** @param {CalendarEvent} event @param {string} date @param {number} minutes @param {boolean} isByKeys */
  const put = (event, date, minutes, isByKeys) => {
    const stepped = Math.max(0, Math.min(MINUTES_OF_DAY - step, Math.round(minutes / step) * step));
    const from = nearestOf(starts?.(event, date), minutes) ?? stepped;
    if (live.current?.date === date && live.current.from === from) return;
    const startsAt = new Date(instantOf(date, from, zone.value)).toISOString();
    const duration = (epochOf(event.endsAt) - epochOf(event.startsAt)) / 60_000;
    const ask = (asked.current += 1);
    const isElsewhere = Date.parse(startsAt) !== epochOf(event.startsAt);
    const answer = checkMove && isElsewhere ? checkMove(event, { startsAt }) : null;
    const isLater = answer instanceof Promise;
    show({ event, date, from, duration, startsAt, problem: isLater ? null : answer, isChecking: isLater, isByKeys });
    if (!isLater) return;
    answer
      .catch(() => null)
      .then((problem) => {
        if (ask === asked.current && live.current) show({ ...live.current, problem, isChecking: false });
      });
  };
  /** @returns {MoveState | null} what it was */
  const end = () => {
    const last = live.current;
    asked.current += 1;
    stop.current();
    show(null);
    return last;
  };
  const cancel = () => {
    if (end()) setNews(t("core.calendar.move.given"));
  };
  const drop = () => {
    const last = end();
    if (!last || epochOf(last.event.startsAt) === Date.parse(last.startsAt)) return;
    setNews(last.problem ?? t("core.calendar.move.done", { day: dayTitle(last.date), time: clockText(last.from) }));
    onMove?.(last.event, { startsAt: last.startsAt, problem: last.problem });
  };
  return { state, news, live, stop, put, cancel, drop };
}

/** Where it would lie. @param {{ state: MoveState, axis: import("./calendar_layout.js").Band[] }} props */
export function MoveGhost({ state, axis }) {
  const top = placeOn(axis, state.from);
  const height = Math.max(0.45, placeOn(axis, Math.min(MINUTES_OF_DAY, state.from + state.duration)) - top);
  const look = `event ghost ${lookOf({ ...state.event, status: "planned" })} ${state.problem ? "is-refused" : ""}`;
  return html`<div class=${look} style=${{ top: hoursLong(top), height: hoursLong(height) }} aria-hidden="true">
    <span class="event-times figures">${clockText(state.from)}</span>
    <span class="event-name">${state.event.title}</span>
    ${state.problem && html`<span class="ghost-problem">${h(Icon, { name: "warning", size: 14 })}<span>${state.problem}</span></span>`}
  </div>`;
}

/** What a screen reader hears of it, and the keys to those who see. @param {{ move: EventMove }} props */
export function MoveNews({ move }) {
  const { state, news } = move;
  const place = state && t("core.calendar.move.at", { day: dayTitle(state.date), time: clockText(state.from) });
  const text = state && !state.isChecking ? [place, state.problem].filter(Boolean).join(". ") : news;
  return html`<p class="unseen" role="status">${text}</p>
    ${state?.isByKeys && html`<p class="move-keys small">${t("core.calendar.move.keys")}</p>`}`;
}
