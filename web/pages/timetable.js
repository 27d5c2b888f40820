// The week of oneself, of a person, a group or a room.

import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Failure } from "../components/failure.js";
import { Loaded } from "../components/loaded.js";
import { Page } from "../components/page.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { navigate } from "../router.js";
import { profile } from "../session.js";
import { dateAt } from "../school/lesson_when.js";
import { CalendarLinkDialog } from "../timetable/calendar_link.js";
import { loadStudents } from "../timetable/choices.js";
import { ChooseFirst } from "../timetable/choose_first.js";
import { LessonDialog } from "../timetable/lesson_dialog.js";
import { PrintSheet } from "../timetable/print_sheet.js";
import { useClosedDays, useRows } from "../timetable/rows.js";
import { hasNoWeek, viewer } from "../timetable/viewer.js";
import { namesOn, pathOf, readQuery, withoutMe } from "../timetable/week_query.js";
import { WeekView } from "../timetable/week_view.js";
import { PageTools, useWhoseName, WhoseBar } from "../timetable/whose_bar.js";

/**
 * @typedef {import("../timetable/shapes.js").Choice} Choice
 * @typedef {import("../timetable/week_query.js").WeekQuery} WeekQuery
 */

/** @param {{ query: URLSearchParams }} props */
export default function TimetablePage({ query }) {
  const today = dateAt();
  const who = viewer();
  const inAddress = readQuery(query, today);
  const students = useStudents(who.tutorsOnly);
  const asked = { ...inAddress, whose: withoutMe(shownWhose(inAddress.whose, who.tutorsOnly, students.data), who.id) };
  const isChosen = asked.whose.kind !== "mine" || (!hasNoWeek(who) && !who.tutorsOnly);
  const [isLinking, setLinking] = useState(false);
  /** @param {Partial<WeekQuery>} change */
  const go = (change, replace = false) => navigate(pathOf({ ...asked, ...change }, today), { replace });
  return h(
    Page,
    { title: t("timetable.title"), width: "wide", tools: h(PageTools, { who, canPrint: isChosen, onFeed: () => setLinking(true) }) },
    html`<div class="timetable">
      ${h(WhoseBar, { asked, who, students: students.data ?? [], go })}
      ${who.tutorsOnly && h(NoStudents, { load: students })}
      ${!isChosen && !who.tutorsOnly && h(ChooseFirst, {})}
    </div>`,
    isChosen && h(Week, { asked, who, go }),
    isLinking && h(CalendarLinkDialog, { onClose: () => setLinking(false) }),
  );
}

/** A tutor begins with the first of their students. @param {WeekQuery["whose"]} whose @param {boolean} isTutor @param {Choice[] | undefined} students @returns {WeekQuery["whose"]} */
function shownWhose(whose, isTutor, students) {
  if (!isTutor || whose.kind !== "mine" || !students?.[0]) return whose;
  return { kind: "person", id: students[0].id };
}

/** @param {boolean} isTutor */
function useStudents(isTutor) {
  return useLoad(async (signal) => (isTutor ? loadStudents(signal) : []), [isTutor]);
}

/** @param {{ load: import("../load.js").Load<Choice[]> }} props */
function NoStudents({ load }) {
  if (load.error && !load.data) return h(Failure, { error: load.error, retry: load.reload });
  if (load.data?.length !== 0) return null;
  return h(Empty, { icon: "people", title: t("timetable.tutor.none"), text: t("timetable.tutor.none_text") });
}

/**
 * @param {{ asked: WeekQuery, who: import("../timetable/viewer.js").Viewer,
 *   go: (change: Partial<WeekQuery>, replace?: boolean) => void }} props
 */
function Week({ asked, who, go }) {
  const rows = useRows(asked, true);
  const closedDays = useClosedDays(asked.date);
  const name = useWhoseName(asked.whose, who);
  const lessons = rows.data?.lessons ?? [];
  const names = namesOn(asked.whose, lessons, who);
  if (!rows.data && rows.error?.status === 404) return h(Missing, { who, go });
  return [
    who.teaches && !who.seesEverything && asked.whose.kind !== "mine" && html`<p key="reach" class="soft small timetable-reach">${t("timetable.reach")}</p>`,
    h(Loaded, {
      key: "week",
      load: rows,
      rows: 8,
      empty: () => undefined,
      children: () => h(WeekView, { asked, lessons, names, who, closedDays, isBusy: rows.isLoading, onChanged: rows.reload, go }),
    }),
    h(PrintSheet, { key: "paper", lessons, date: asked.date, name: name || fullName(profile.value?.user), names, closedDays }),
    // What the week has of it need not be read again.
    asked.open &&
      (rows.data || rows.error) &&
      h(LessonDialog, { key: `lesson-${asked.open}`, id: asked.open, known: lessons.find(({ id }) => id === asked.open), who, onClose: () => go({ open: null }, true) }),
  ];
}

/** @param {{ who: import("../timetable/viewer.js").Viewer, go: (change: Partial<WeekQuery>) => void }} props */
function Missing({ who, go }) {
  const back = who.tutorsOnly || hasNoWeek(who) ? t("timetable.whose.clear") : t("timetable.whose.back");
  return h(Empty, {
    icon: "calendar",
    title: t("timetable.missing"),
    text: t("timetable.missing_text"),
    action: h(Button, { icon: "calendar", onClick: () => go({ whose: { kind: "mine" } }) }, back),
  });
}

/** @param {{ first_name: string, last_name: string } | undefined} user */
const fullName = (user) => (user ? `${user.first_name} ${user.last_name}`.trim() : "");
