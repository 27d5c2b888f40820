// A week or a day of appointments; a mouse or the keys move one, and what would stand against it is said before it is let go.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { clockText, datesOfWeek, wallOf, weekOf } from "../components/calendar_time.js";
import { useNow } from "../components/now.js";
import { WeekCalendar } from "../components/week_calendar.js";
import { h, html } from "../h.js";
import { t, zone } from "../i18n.js";
import { useLoad } from "../load.js";
import { toast } from "../toasts.js";
import { eventsOf, shownRows } from "./calendar_events.js";
import { areSeveral } from "./coaches.js";
import { endOf, useMoveCheck } from "./move_check.js";
import { closedDaysOf, openingsOf } from "./week_openings.js";

/**
 * @typedef {import("./agenda_rows.js").Appointment} Appointment
 * @typedef {import("./agenda_query.js").AgendaQuery} AgendaQuery
 * @typedef {import("./coaches.js").Coach} Coach
 * @typedef {{ appointment: Appointment, to: import("../appointments/slots.js").Start }} Drop
 */

/**
 * @param {{ asked: AgendaQuery, rows: readonly Appointment[], version: unknown, coaches: readonly Coach[], coach: Coach | null,
 *   isBusy: boolean, go: (change: Partial<AgendaQuery>, replace?: boolean) => void, onDrop: (drop: Drop) => void }} props
 *   `coach`: whose hours are drawn; `version`: another one when the rows were read again
 */
export function WeekView({ asked, rows, version, coaches, coach, isBusy, go, onDrop }) {
  const now = useNow(undefined);
  const dates = datesOfWeek(weekOf(asked.date));
  const shown = shownRows(rows, asked);
  const events = eventsOf(shown, { coaches: areSeveral(coaches) ? coaches : [], video: t("agenda.fact.video"), now });
  const { moveStarts, checkMove } = useMoveCheck({ monday: dates[0], rows, version });
  const { openings, closedDays } = useOpenings(coach, coaches, dates);

  /** @type {NonNullable<import("../components/week_calendar.js").WeekCalendarProps["onMove"]>} */
  const onMove = (event, { startsAt, problem }) => {
    const appointment = rows.find(({ id }) => id === event.id);
    if (!appointment) return;
    if (problem) return void toast(t("agenda.move.refused", { problem }), { tone: "wrong" });
    const { date, minutes } = wallOf(startsAt, zone.value);
    const start = clockText(minutes);
    onDrop({ appointment, to: { date, start, end: endOf(appointment, start) } });
  };
  return h(WeekCalendar, {
    week: weekOf(asked.date),
    onWeek: () => {},
    shown: { view: asked.view === "day" ? "day" : "week", date: asked.date },
    onShown: ({ view, date }) => go({ view, date }, true),
    events,
    title: t("agenda.title"),
    openings,
    closedDays,
    isBusy,
    onPick: (event) => go({ open: String(event.id) }, true),
    onMove,
    checkMove,
    moveStarts,
    emptyWeek: h(NothingHere, { text: t("agenda.empty.week"), asked }),
    emptyDay: () => h(NothingHere, { text: t("agenda.empty.day"), asked }),
  });
}

/** @param {{ text: string, asked: AgendaQuery }} props */
function NothingHere({ text, asked }) {
  return html`<div class="agenda-nothing">
    <p>${text}</p>
    ${h(Button, { small: true, icon: "plus", to: `/book?client=${asked.client}` }, t("agenda.book"))}
  </div>`;
}

/**
 * When the coach receives in that week, and on which days not; of several, when any of them usually does.
 * @param {Coach | null} coach @param {readonly Coach[]} coaches @param {string[]} dates
 */
function useOpenings(coach, coaches, dates) {
  const load = useLoad(
    async (signal) => {
      if (!coach) return [];
      const query = { from: dates[0], to: dates[6], page_size: 200 };
      const { results } = await get(`/api/coaches/${coach.id}/exceptions/`, query, { signal });
      return /** @type {import("./week_openings.js").Exception[]} */ (results);
    },
    [coach?.id, dates[0]],
  );
  if (!coach) return { openings: coaches.length ? coaches.flatMap(({ rules }) => rules.hours) : undefined, closedDays: undefined };
  const ofWeek = (load.data ?? []).filter(({ day }) => dates.includes(day));
  return { openings: openingsOf(coach.rules.hours, ofWeek), closedDays: closedDaysOf(ofWeek, t("agenda.closed_day")) };
}
