// The appointments of a coach, for the coach and staff: week, day and list, the waiting list, and the particulars of one.

import { AgendaTools } from "../agenda/agenda_tools.js";
import { pathOf, readQuery } from "../agenda/agenda_query.js";
import { loadRows, loadWholeList } from "../agenda/agenda_rows.js";
import { AppointmentDialog } from "../agenda/appointment_dialog.js";
import { shownRows } from "../agenda/calendar_events.js";
import { areSeveral, coachShown, useCoaches } from "../agenda/coaches.js";
import { ListPart } from "../agenda/list_part.js";
import { MoveDialog } from "../agenda/move_dialog.js";
import { PrintSheet } from "../agenda/print_sheet.js";
import { ToMarkNotice } from "../agenda/to_mark_notice.js";
import { WaitingView } from "../agenda/waiting_view.js";
import { WeekView } from "../agenda/week_view.js";
import { WhyDialog } from "../agenda/why_dialog.js";
import { dateAt } from "../appointments/when.js";
import { Button } from "../components/button.js";
import { datesOfWeek, weekOf } from "../components/calendar_time.js";
import { Loaded } from "../components/loaded.js";
import { Page } from "../components/page.js";
import { Tabs } from "../components/tabs.js";
import { h, html, useEffect, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { navigate } from "../router.js";

/**
 * @typedef {import("../agenda/agenda_query.js").AgendaQuery} AgendaQuery
 * @typedef {import("../agenda/agenda_rows.js").Appointment} Appointment
 * @typedef {import("../agenda/agenda_rows.js").Rows} Rows
 * @typedef {import("../agenda/agenda_tools.js").Go} Go
 */

/** Others book and cancel meanwhile. */
const AGAIN = 60_000;

/** @param {{ query: URLSearchParams }} props */
export default function AppointmentsPage({ query }) {
  const today = dateAt();
  const asked = readQuery(query, today);
  const coaches = useCoaches();
  const coach = coachShown(coaches, asked.coach);
  const rows = useRows(asked, today);
  const [isAsking, setAsking] = useState(false);
  const [paper, setPaper] = useState(/** @type {Appointment[] | null} */ (null));
  const [drop, setDrop] = useState(/** @type {import("../agenda/week_view.js").Drop | null} */ (null));
  /** A change of what is shown begins at the first page of the list. @type {Go} */
  const go = (change, replace = false) => navigate(pathOf({ ...asked, cursor: "", ...change }, today), { replace });
  const known = rows.data?.results ?? [];
  usePaper(paper, () => setPaper(null));
  const print = async () => {
    if (asked.view === "list" && (rows.data?.next || rows.data?.previous)) setPaper(await loadWholeList(asked));
    else window.print();
  };

  const close = () => go({ open: "", cursor: asked.cursor }, true);
  return h(
    Page,
    { title: t("agenda.title"), width: "wide", tools: h(PageTools, { asked, onPrint: print, onWhy: () => setAsking(true) }) },
    h(Tabs, { label: t("agenda.tabs"), current: asked.view === "waiting" ? "waiting" : "agenda", items: tabs(asked, today) }),
    asked.view === "waiting" ? h(WaitingView, { asked, coaches, go }) : h(Agenda, { asked, today, rows, coaches, coach, go, onDrop: setDrop }),
    asked.view !== "waiting" && h(Paper, { asked, rows, paper, coaches, coach }),
    asked.open &&
      h(AppointmentDialog, {
        key: asked.open,
        id: Number(asked.open),
        known: known.find(({ id }) => String(id) === asked.open),
        hasCoach: areSeveral(coaches),
        onClose: close,
        onChanged: rows.reload,
      }),
    drop && h(MoveDialog, { ...drop, appointment: known.find(({ id }) => id === drop.appointment.id) ?? drop.appointment, onClose: () => setDrop(null), onMoved: () => { setDrop(null); rows.reload(); }, onChanged: rows.reload }),
    isAsking && coaches.length > 0 && h(WhyDialog, { coaches: coach && !areSeveral(coaches) ? [coach] : coaches, coach, asked, go, onClose: () => setAsking(false) }),
  );
}

/** What the address asks for, read again from time to time. @param {AgendaQuery} asked @param {string} today */
function useRows(asked, today) {
  const { view, date } = asked;
  // Going from day to day of a week, or opening one, reads nothing.
  const read = pathOf({ ...asked, view: view === "day" ? "week" : view, date: datesOfWeek(weekOf(date))[0], cancelled: false, open: "" }, "");
  const load = useLoad(
    async (signal) => ({ read, rows: view === "waiting" ? null : await loadRows(asked, signal) }),
    [read, today],
  );
  useEffect(() => {
    const again = () => {
      if (document.visibilityState === "visible") load.reload();
    };
    const timer = setInterval(again, AGAIN);
    document.addEventListener("visibilitychange", again);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", again);
    };
  }, []);
  // While others are on their way, those of before stay; refused, they must not pass for what was asked for.
  const isOther = load.data?.read !== read && !load.isLoading;
  return { ...load, data: isOther ? undefined : load.data?.rows };
}

/**
 * @typedef {import("../agenda/list_part.js").RowsLoad} RowsLoad
 * @typedef {{ asked: AgendaQuery, rows: RowsLoad, coaches: import("../agenda/coaches.js").Coach[],
 *   coach: import("../agenda/coaches.js").Coach | null }} Given
 */

/** @param {Given & { today: string, go: Go, onDrop: (drop: import("../agenda/week_view.js").Drop) => void }} props */
function Agenda({ asked, today, rows, coaches, coach, go, onDrop }) {
  const isReview = asked.when === "past" && asked.status === "booked" && asked.view === "list";
  const review = () => go({ view: "list", when: "past", status: "booked", from: "", to: "" });
  return html`<div class="agenda">
    ${!isReview && h(ToMarkNotice, { coach: asked.coach, version: rows.data, onShow: review })} ${h(AgendaTools, { asked, coaches, rows: rows.data?.results ?? [], go })}
    ${asked.view === "list"
      ? h(ListPart, { asked, today, rows, coaches, go })
      : h(Loaded, {
          load: rows,
          rows: 6,
          empty: () => undefined,
          children: ({ results }) => h(WeekView, { asked, rows: results, version: results, coaches, coach, isBusy: rows.isLoading, go, onDrop }),
        })}
  </div>`;
}

/** @param {Given & { paper: Appointment[] | null }} props `paper`: the whole list, when it was read for printing */
function Paper({ asked, rows, paper, coaches, coach }) {
  const shown = rows.data?.results ?? [];
  return h(PrintSheet, {
    rows: paper ?? (asked.view === "list" ? shown : shownRows(shown, asked)),
    asked,
    name: coach?.name ?? "",
    hasCoach: !coach && areSeveral(coaches),
    isPart: !paper && Boolean(rows.data?.next || rows.data?.previous),
  });
}

/** @param {{ asked: AgendaQuery, onPrint: () => void, onWhy: () => void }} props */
function PageTools({ asked, onPrint, onWhy }) {
  return html`<div class="agenda-page-tools">
    ${h(Button, { icon: "question", onClick: onWhy }, t("agenda.why.open"))}
    ${asked.view !== "waiting" && h(Button, { icon: "print", onClick: onPrint }, t("agenda.print.action"))}
    ${h(Button, { tone: "primary", icon: "plus", to: `/book?client=${asked.client}` }, t("agenda.book"))}
  </div>`;
}

/** @param {AgendaQuery} asked @param {string} today */
function tabs(asked, today) {
  const { coach, client } = asked;
  const plain = { ...readQuery(new URLSearchParams(), today), coach, client };
  return [
    { id: "agenda", label: t("agenda.tab.agenda"), to: pathOf(plain, today) },
    { id: "waiting", label: t("agenda.tab.waiting"), to: pathOf({ ...plain, view: "waiting" }, today) },
  ];
}

/** The whole list is printed once it is drawn. @param {Appointment[] | null} paper @param {() => void} onDone */
function usePaper(paper, onDone) {
  useEffect(() => {
    if (!paper) return;
    window.print();
    onDone();
  }, [paper]);
}
