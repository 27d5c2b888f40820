// Appointments one below the other, page by page.

import { Button } from "../components/button.js";
import { DataTable } from "../components/data_table.js";
import { Menu } from "../components/menu.js";
import { Pager } from "../components/pager.js";
import { StatusBadge } from "../appointments/status_badge.js";
import { h, html, useEffect, useRef, useState } from "../h.js";
import { formatDate, t } from "../i18n.js";
import { asTitle, dayShort } from "../components/calendar_names.js";
import { cursorIn, pathOf } from "./agenda_query.js";
import { hasBegun, isToMark } from "./agenda_rows.js";
import { telOf } from "./appointment_facts.js";
import { areSeveral, servicesOf } from "./coaches.js";
import { mark } from "./mark.js";

/**
 * @typedef {import("./agenda_rows.js").Appointment} Appointment
 * @typedef {import("./agenda_rows.js").Rows} Rows
 * @typedef {import("./agenda_query.js").AgendaQuery} AgendaQuery
 * @typedef {{ onMove: (one: Appointment) => void, onCancel: (one: Appointment) => void, onMarked: () => void }} Deeds
 */

/**
 * @param {{ rows: Rows, asked: AgendaQuery, today: string, coaches: readonly import("./coaches.js").Coach[], deeds: Deeds,
 *   go: (change: Partial<AgendaQuery>, replace?: boolean) => void }} props
 */
export function ListView({ rows, asked, today, coaches, deeds, go }) {
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const marked = useRef(-1);
  useEffect(() => {
    // The button that was pressed is gone: to its row, or to the one that has taken its place.
    if (marked.current < 0 || (document.activeElement && document.activeElement !== document.body)) return;
    const links = /** @type {NodeListOf<HTMLElement> | undefined} */ (list.current?.querySelectorAll(".row-link"));
    links?.[Math.min(marked.current, links.length - 1)]?.focus();
    marked.current = -1;
  }, [rows]);
  /** @param {Appointment} row */
  const onMarked = (row) => {
    marked.current = rows.results.indexOf(row);
    deeds.onMarked();
  };
  return html`<div ref=${list} class="agenda-list">
    ${h(DataTable, {
      caption: t("agenda.title"),
      columns: columns(coaches, today),
      rows: rows.results,
      rowTo: (row) => pathOf({ ...asked, open: String(row.id) }, today),
      rowTools: (row) => h(RowTools, { row, deeds: { ...deeds, onMarked: () => onMarked(row) } }),
      rowTone: (row) => (row.status === "cancelled" ? "muted" : undefined),
    })}
    ${h(Pager, {
      next: rows.next,
      previous: rows.previous,
      count: rows.count ?? undefined,
      shown: rows.results.length,
      onGo: (to) => {
        go({ cursor: cursorIn(to) });
        window.scrollTo({ top: 0 });
      },
    })}
  </div>`;
}

/** @param {readonly import("./coaches.js").Coach[]} coaches @param {string} today @returns {import("../components/data_table.js").Column<Appointment>[]} */
function columns(coaches, today) {
  /** @type {import("../components/data_table.js").Column<Appointment>[]} */
  const all = [
    {
      key: "when",
      label: t("agenda.column.when"),
      render: (row) => html`<span class=${row.date === today ? "agenda-when is-today" : "agenda-when"}>
        <span>${asTitle(dayShort(row.date))} ${dayOf(row.date, today)}</span> <span class="figures">${row.start}–${row.end}</span>
      </span>`,
    },
    { key: "client_name", label: t("agenda.column.client"), isTitle: true },
    {
      key: "client_phone",
      label: t("agenda.fact.phone"),
      render: ({ client_phone }) => client_phone && html`<a class="agenda-call figures" href=${telOf(client_phone)}>${client_phone}</a>`,
    },
    { key: "status", label: t("agenda.field.status"), render: (row) => h(StatusBadge, { appointment: row }) },
  ];
  if (servicesOf(coaches).size) all.splice(3, 0, { key: "service_name", label: t("agenda.field.service"), isMuted: true });
  if (areSeveral(coaches)) all.splice(-1, 0, { key: "coach_name", label: t("agenda.field.coach"), isMuted: true });
  return all;
}

/** "26 nov.", with its year when it is not the present one. @param {string} date @param {string} today */
function dayOf(date, today) {
  const day = formatDate(date, "medium");
  return date.slice(0, 4) === today.slice(0, 4) ? day.replace(/\s\d{4}$/, "") : day;
}

/** What is due is a button; the rest lies in a menu. @param {{ row: Appointment, deeds: Deeds }} props */
function RowTools({ row, deeds }) {
  const [isBusy, setBusy] = useState(false);
  /** @param {import("./mark.js").Outcome} status */
  const say = async (status) => {
    setBusy(true);
    await mark(row, status, deeds.onMarked).finally(() => setBusy(false));
  };
  if (isToMark(row)) {
    const name = row.client_name;
    return h(
      "span",
      { class: "agenda-row-tools" },
      h(Button, { small: true, icon: "check", busy: isBusy, label: t("agenda.mark.held_of", { name }), onClick: () => say("held") }, t("agenda.mark.held")),
      h(Button, { small: true, disabled: isBusy, label: t("agenda.mark.no_show_of", { name }), onClick: () => say("no_show") }, t("agenda.mark.no_show")),
    );
  }
  return h(Menu, { label: t("agenda.list.deeds", { name: row.client_name }), items: choices(row, deeds, say), isSmall: true });
}

/** @param {Appointment} row @param {Deeds} deeds @param {(status: import("./mark.js").Outcome) => void} say @returns {import("../components/menu.js").MenuItem[]} */
function choices(row, deeds, say) {
  /** @type {import("../components/menu.js").MenuItem[]} */
  const items = [{ label: t("agenda.one.file"), icon: "note", to: `/clients/${row.client}` }];
  if (row.status === "booked") {
    if (hasBegun(row)) items.push({ label: t("agenda.mark.held"), icon: "check", run: () => say("held") });
    items.push(
      { label: t("agenda.one.move"), icon: "calendar", run: () => deeds.onMove(row) },
      { label: t("agenda.one.cancel"), icon: "cross", isDanger: true, startsGroup: true, run: () => deeds.onCancel(row) },
    );
  } else {
    items.push({ label: t("agenda.one.book_again"), icon: "plus", to: `/book?client=${row.client}` });
    if (row.status !== "cancelled") items.push({ label: t("agenda.mark.booked"), icon: "refresh", startsGroup: true, run: () => say("booked") });
  }
  return items;
}
