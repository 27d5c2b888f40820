// A month with its free days beside the times of one day.

import { h, html, useEffect, useRef, useState } from "../h.js";
import { formatDate, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { Button } from "../components/button.js";
import { dayShort, monthTitle } from "../components/calendar_names.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { MonthGrid } from "../components/month_grid.js";
import { Notice } from "../components/notice.js";
import { DayTimes } from "./day_times.js";
import { firstShown, freeDayFrom, freeOn, nextFreeDay, readSlots } from "./slots.js";
import { ZoneNote } from "./zone_note.js";

/** @typedef {import("./slots.js").Slots} Slots */
/** @typedef {import("./slots.js").Start} Start */

/** Others book meanwhile: what is shown is read again when one comes back to it, and this often. */
const AGAIN = 60_000;

/**
 * @typedef {{
 *   coach: number,
 *   service: number,
 *   client?: number,
 *   moving?: number,
 *   picked: { date: string, start: string } | null,
 *   onPick: (start: Start) => void,
 *   near?: string,
 *   version?: unknown,
 *   whenNone?: import("../h.js").Children,
 * }} SlotPickerProps  client: for whom coach or staff look; moving: an appointment that is not in its own way; near:
 *  the day to begin with, that of what is moved; version: the times are read again when it changes; whenNone: what one can do when nothing is free
 */

/** @param {SlotPickerProps} props */
export function SlotPicker({ coach, service, client, moving, picked, onPick, near, version, whenNone }) {
  const load = useLoad((signal) => readSlots({ coach, service, client, moving }, signal), [coach, service, client, moving, version]);
  useReadAgain(load.reload);
  return h(Loaded, {
    load,
    shape: "form",
    rows: 4,
    children: (/** @type {Slots} */ slots) => h(Picker, { key: `${coach} ${service} ${moving}`, slots, picked, onPick, near, whenNone }),
  });
}

/** @param {() => void} reload */
function useReadAgain(reload) {
  useEffect(() => {
    const again = () => {
      if (document.visibilityState === "visible") reload();
    };
    const timer = setInterval(again, AGAIN);
    document.addEventListener("visibilitychange", again);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", again);
    };
  }, [reload]);
}

/** @param {{ slots: Slots } & Pick<SlotPickerProps, "picked" | "onPick" | "near" | "whenNone">} props */
function Picker({ slots, picked, onPick, near, whenNone }) {
  const first = freeDayFrom(slots, slots.today);
  const [chosen, setChosen] = useState(/** @type {string | null} */ (picked?.date ?? null));
  const [shown, setShown] = useState(/** @type {string | null} */ (null));
  const times = useRef(/** @type {HTMLElement | null} */ (null));
  const day = chosen ?? firstShown(slots, near);
  const month = shown ?? (day ?? slots.today).slice(0, 7);
  const show = (/** @type {string} */ date) => {
    setChosen(date);
    setShown(date.slice(0, 7));
  };
  useEffect(() => {
    if (picked) show(picked.date);
  }, [picked?.date]);

  if (!first && !picked) return h(Nothing, { slots, whenNone });
  const pickDay = (/** @type {string} */ date) => {
    show(date);
    // Below the month on a phone: it comes into view once it is drawn.
    requestAnimationFrame(() => times.current?.scrollIntoView({ block: "nearest" }));
  };
  return html`<div class="slots">
    ${slots.isLimitReached && h(Notice, { tone: "warning", title: t("appointments.slots.limit") }, t("appointments.slots.limit_text"))}
    <div class="slots-both">
      <div class="slots-month">
        ${h(MonthGrid, {
          month,
          label: t("appointments.slots.month"),
          picked: day,
          marked: marksOf(slots, month),
          isDisabled: (date) => freeOn(slots, date).length === 0,
          min: slots.today,
          max: slots.lastDay,
          onPick: pickDay,
          onMonth: setShown,
        })}
        ${h(NextFree, { slots, day, month, onShow: show })}
      </div>
      <div class="slots-day" ref=${times}>${h(DayTimes, { day, slots: day ? (slots.days[day] ?? []) : [], picked, onPick })}</div>
    </div>
    ${h(ZoneNote, { zone: slots.zone, at: day ? `${day}T12:00:00Z` : undefined })}
  </div>`;
}

/** @param {{ slots: Slots, whenNone?: import("../h.js").Children }} props */
function Nothing({ slots, whenNone }) {
  if (slots.isLimitReached) {
    return h(Empty, { icon: "appointment", small: true, title: t("appointments.slots.limit"), text: t("appointments.slots.limit_text") });
  }
  const text = t("appointments.slots.none_text", { date: formatDate(slots.lastDay) });
  return h(Empty, { icon: "calendar", small: true, title: t("appointments.slots.none"), text, action: whenNone });
}

/** What is said of each day of a month. @param {Slots} slots @param {string} month */
function marksOf(slots, month) {
  /** @type {Record<string, import("../components/month_grid.js").Mark>} */
  const marks = {};
  for (const date of Object.keys(slots.days).filter((one) => one.startsWith(month))) {
    const count = freeOn(slots, date).length;
    if (count > 0) marks[date] = { label: t("appointments.slots.free", { count }), count };
    else if (slots.days[date].length > 0) marks[date] = { label: t("appointments.slots.full"), count: 0, tone: "quiet" };
  }
  return marks;
}

/** @param {{ slots: Slots, day: string | null, month: string, onShow: (date: string) => void }} props */
function NextFree({ slots, day, month, onShow }) {
  const next = nextFreeDay(slots, day, month);
  const isMonthFree = freeDayFrom(slots, `${month}-01`)?.startsWith(month);
  return html`<div class="slots-next">
    <p class="soft small" role="status">${!isMonthFree && t("appointments.slots.none_month", { month: monthTitle(month) })}</p>
    ${next && h(
      Button,
      { small: true, tone: "plain", icon: next.isFirst ? "arrow_left" : "arrow_right", onClick: () => onShow(next.date) },
      t(next.isFirst ? "appointments.slots.first_day" : "appointments.slots.next_day", { day: shortDay(next.date) }),
    )}
  </div>`;
}

/** "ven. 27 nov." @param {string} date */
function shortDay(date) {
  return `${dayShort(date)} ${formatDate(date, "medium").replace(/\s\d{4}$/, "")}`;
}
