// The week, or a day of it. Whoever plans moves a lesson with the mouse or the keys; what would stand against it is said
// before it is let go.

import { Button } from "../components/button.js";
import { weekOf } from "../components/calendar_time.js";
import { WeekCalendar } from "../components/week_calendar.js";
import { Fragment, h, html } from "../h.js";
import { t } from "../i18n.js";
import { place } from "../place.js";
import { useLessonMove } from "../planning/lesson_move.js";
import { lessonEvent } from "../school/lesson_event.js";

/**
 * @typedef {import("./shapes.js").Lesson} Lesson
 * @typedef {import("./week_query.js").WeekQuery} WeekQuery
 */

/**
 * @param {{
 *   asked: WeekQuery,
 *   lessons: readonly Lesson[],
 *   names: "professors" | "groups" | "both",
 *   who: import("./viewer.js").Viewer,
 *   closedDays?: Readonly<Record<string, string>>,
 *   isBusy: boolean,
 *   onChanged: () => void,
 *   go: (change: Partial<WeekQuery>, replace?: boolean) => void,
 * }} props
 */
export function WeekView({ asked, lessons, names, who, closedDays, isBusy, onChanged, go }) {
  const openings = place.value.opening_hours;
  const { canMove, checkMove, onMove, dialog } = useLessonMove({ lessons, onMoved: onChanged, onChanged });
  const calendar = h(WeekCalendar, {
    week: weekOf(asked.date),
    onWeek: () => {},
    shown: { view: asked.view, date: asked.date },
    onShown: ({ view, date }) => go({ view, date }, true),
    events: lessons.map((one) => lessonEvent(one, { names, canMove, hasRoom: asked.whose.kind !== "room" })),
    title: t("timetable.title"),
    openings: openings.length > 0 ? openings : undefined,
    closedDays,
    isBusy,
    isTall: true,
    onMove: who.plans ? onMove : undefined,
    checkMove,
    onPick: (event) => go({ open: Number(event.id) }, true),
    emptyWeek: h(Nothing, { text: t("timetable.empty.week"), who }),
    emptyDay: () => h(Nothing, { text: t("timetable.empty.day"), who }),
  });
  return h(Fragment, {}, calendar, dialog);
}

/** @param {{ text: string, who: import("./viewer.js").Viewer }} props */
function Nothing({ text, who }) {
  return html`<div class="timetable-nothing">
    <p>${text}</p>
    ${who.plans && h(Button, { small: true, icon: "plus", to: "/timetable/new" }, t("timetable.new"))}
  </div>`;
}
