import { DayList } from "../components/day_list.js";
import { MonthGrid } from "../components/month_grid.js";
import { WeekCalendar } from "../components/week_calendar.js";
import { weekdayOf } from "../components/calendar_time.js";
import { h, html, useState } from "../h.js";
import { formatDate, formatTime, t } from "../i18n.js";
import { toast } from "../toasts.js";
import { NOW, OPENINGS, WEEK } from "./samples.js";
import { sampleEvents } from "./sample_events.js";
import { Chapter, Specimen } from "./specimen.js";

/** @typedef {import("../components/calendar_layout.js").CalendarEvent} CalendarEvent */

export function Calendars() {
  return h(
    Chapter,
    { id: "calendars", title: t("styleguide.calendars.title"), text: t("styleguide.calendars.text") },
    h(Specimen, { title: t("styleguide.week.title"), text: t("styleguide.week.text"), isWide: true, children: (_, suffix) => h(Week, { suffix }) }),
    h(Specimen, { title: t("styleguide.week.narrow"), text: t("styleguide.week.narrow_text"), children: (_, suffix) => html`<div class="guide-phone">${h(Week, { suffix: ` 2${suffix}` })}</div>` }),
    h(Specimen, { title: t("styleguide.day.title"), text: t("styleguide.day.text"), children: day }),
    h(Specimen, { title: t("styleguide.month.title"), text: t("styleguide.month.text"), children: (_, suffix) => h(Month, { suffix }) }),
  );
}

/** @param {{ suffix: string }} props */
function Week({ suffix }) {
  const [week, setWeek] = useState(WEEK);
  const [moved, setMoved] = useState(/** @type {Record<string, string>} */ ({}));
  const events = sampleEvents().map((event) => movedTo(event, moved[event.id]));
  return h(WeekCalendar, {
    week,
    events,
    onWeek: setWeek,
    openings: OPENINGS,
    closedDays: { "2026-11-11": t("styleguide.sample.armistice"), "2026-12-25": t("styleguide.sample.christmas") },
    now: NOW,
    title: t("styleguide.week.title") + suffix,
    onPick: (event) => void toast(`${event.title}, ${formatTime(event.startsAt)}`, { tone: "info" }),
    checkMove: (event, { startsAt }) => clashOf(event, startsAt, events),
    onMove: (event, { startsAt, problem }) => {
      if (problem) toast(problem, { tone: "wrong" });
      else setMoved({ ...moved, [event.id]: startsAt });
    },
  });
}

/** @param {CalendarEvent} event @param {string | undefined} startsAt @returns {CalendarEvent} */
function movedTo(event, startsAt) {
  if (!startsAt) return event;
  const length = Date.parse(event.endsAt) - Date.parse(event.startsAt);
  return { ...event, startsAt, endsAt: new Date(Date.parse(startsAt) + length).toISOString(), status: "moved" };
}

/** What the server will answer, played here. @param {CalendarEvent} event @param {string} startsAt @param {CalendarEvent[]} events */
function clashOf(event, startsAt, events) {
  const from = Date.parse(startsAt);
  const to = from + Date.parse(event.endsAt) - Date.parse(event.startsAt);
  const other = events.find(
    (one) => one.id !== event.id && one.status !== "cancelled" && one.place === event.place && Date.parse(one.startsAt) < to && Date.parse(one.endsAt) > from,
  );
  return other ? t("styleguide.week.clash", { place: other.place ?? "", title: other.title }) : null;
}

function day() {
  return html`${h(DayList, { date: "2026-11-26", events: sampleEvents(), openings: OPENINGS, now: NOW })}
    ${h(DayList, { date: "2026-11-29", events: [], openings: OPENINGS, now: NOW })}`;
}

/** @param {{ suffix: string }} props */
function Month({ suffix }) {
  const [month, setMonth] = useState("2026-11");
  const [picked, setPicked] = useState("2026-11-27");
  const marked = Object.fromEntries([26, 27, 30].map((number) => [`2026-11-${number}`, { label: t("styleguide.month.free", { count: number % 3 || 3 }), count: number % 3 || 3 }]));
  return html`${h(MonthGrid, {
    month,
    label: t("styleguide.month.label") + suffix,
    picked,
    marked,
    now: NOW,
    min: "2026-11-26",
    max: "2027-01-24",
    isDisabled: (date) => weekdayOf(date) > 5,
    onPick: setPicked,
    onMonth: setMonth,
  })}
  <p class="soft small">${t("styleguide.month.picked", { date: formatDate(picked, "weekday") })}</p>`;
}
