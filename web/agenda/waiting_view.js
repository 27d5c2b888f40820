// Who waits for a time that somebody gives back, and what was offered to them.

import { del, get } from "../api.js";
import { ApiError } from "../api_error.js";
import { Badge } from "../components/badge.js";
import { Button } from "../components/button.js";
import { confirm } from "../components/confirm.js";
import { DataTable } from "../components/data_table.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Menu } from "../components/menu.js";
import { Pager } from "../components/pager.js";
import { Segments } from "../components/segments.js";
import { capital, dayInWords, timesInWords } from "../appointments/when.js";
import { h, html } from "../h.js";
import { formatDate, formatRelative, formatTime, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { toast } from "../toasts.js";
import { PAGE_SIZE, cursorIn } from "./agenda_query.js";
import { areSeveral, servicesOf } from "./coaches.js";

/**
 * @typedef {import("../types/api.js").components["schemas"]["WishAnswer"]} Wish
 * @typedef {{ results: Wish[], next: string | null, previous: string | null, count: number | null }} Wishes
 * @typedef {import("./agenda_query.js").AgendaQuery} AgendaQuery
 * @typedef {import("./coaches.js").Coach} Coach
 */

/** @param {{ asked: AgendaQuery, coaches: readonly Coach[], go: (change: Partial<AgendaQuery>) => void }} props */
export function WaitingView({ asked, coaches, go }) {
  const { coach, client, wishes, cursor } = asked;
  const load = useLoad(
    async (signal) => {
      const query = { coach, client, status: wishes === "open" ? "waiting,offered" : wishes, cursor, ordering: wishes ? "created_at" : "-created_at", page_size: PAGE_SIZE };
      return /** @type {Wishes} */ (await get("/api/waiting-list/", query, { signal }));
    },
    [coach, client, wishes, cursor],
  );
  return html`<div class="stack">
    <p class="soft">${t("agenda.waiting.lead")}</p>
    ${h(Segments, {
      label: t("agenda.waiting.which"),
      value: wishes || "all",
      options: /** @type {const} */ (["open", "offered", "all"]).map((value) => ({ value, label: t(`agenda.waiting.${value}`) })),
      onPick: (value) => go({ wishes: value === "all" ? "" : value }),
    })}
    ${h(Loaded, {
      load,
      rows: 4,
      empty: h(Empty, { icon: "hourglass", title: t(`agenda.waiting.none.${wishes || "all"}`), text: t("agenda.waiting.none_text") }),
      children: (/** @type {Wishes} */ found) => html`<div class="agenda-list">
        ${h(DataTable, {
          caption: t("agenda.waiting.title"),
          columns: columns(coaches),
          rows: found.results,
          rowTools: (row) => h(Tools, { row, onEnded: load.reload }),
          rowTone: (row) => (row.status === "ended" ? "muted" : undefined),
        })}
        ${h(Pager, { next: found.next, previous: found.previous, count: found.count, onGo: (to) => go({ cursor: cursorIn(to) }) })}
      </div>`,
    })}
  </div>`;
}

/** @param {readonly Coach[]} coaches @returns {import("../components/data_table.js").Column<Wish>[]} */
function columns(coaches) {
  /** @type {import("../components/data_table.js").Column<Wish>[]} */
  const all = [
    { key: "client_name", label: t("agenda.column.client"), isTitle: true },
    {
      key: "days",
      label: t("agenda.waiting.wanted"),
      render: (row) => html`<span class="agenda-wish"><span>${capital(daysOf(row))}</span><span class="soft small">${timesOf(row)}</span></span>`,
    },
    { key: "created_at", label: t("agenda.waiting.since"), isMuted: true, render: (row) => formatRelative(row.created_at) },
    { key: "status", label: t("agenda.field.status"), render: (row) => h(Standing, { row }) },
  ];
  if (servicesOf(coaches).size) all.splice(2, 0, { key: "service_name", label: t("agenda.field.service"), isMuted: true });
  if (areSeveral(coaches)) all.splice(2, 0, { key: "coach_name", label: t("agenda.field.coach"), isMuted: true });
  return all;
}

/** @param {Wish} wish */
function daysOf({ first_day, last_day }) {
  if (first_day === last_day) return dayInWords(first_day);
  return t("agenda.waiting.span", { from: formatDate(first_day, "medium"), to: formatDate(last_day, "medium") });
}

/** @param {Wish} wish */
function timesOf({ from_time, to_time }) {
  if (from_time && to_time) return t("agenda.waiting.between", { from: from_time, to: to_time });
  if (from_time) return t("agenda.waiting.after", { from: from_time });
  return to_time ? t("agenda.waiting.before", { to: to_time }) : t("agenda.waiting.any_time");
}

const TONES = /** @type {const} */ ({ waiting: "info", offered: "busy", booked: "good", ended: "quiet" });

/** @param {{ row: Wish }} props */
function Standing({ row }) {
  const status = /** @type {keyof typeof TONES} */ (row.status);
  return html`<span class="agenda-standing">
    ${h(Badge, { tone: TONES[status] }, t(`agenda.waiting.status.${status}`))}
    ${row.offer &&
    html`<span class="soft small">${t("agenda.waiting.offer", { day: dayInWords(row.offer.date), times: timesInWords(row.offer), until: formatTime(row.offer.expires_at) })}</span>`}
  </span>`;
}

/** @param {{ row: Wish, onEnded: () => void }} props */
function Tools({ row, onEnded }) {
  const isOpen = row.status === "waiting" || row.status === "offered";
  const book = `/book?client=${row.client}&coach=${row.coach}&service=${row.service}`;
  const end = async () => {
    const question = { title: t("agenda.waiting.end_title", { name: row.client_name }), text: t("agenda.waiting.end_text"), action: t("agenda.waiting.end"), danger: true };
    if (!(await confirm(question))) return;
    try {
      await del(`/api/waiting-list/${row.id}/`);
      toast(t("agenda.waiting.ended"));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast(error.message, { tone: "wrong" });
    }
    onEnded();
  };
  return html`<span class="agenda-row-tools">
    ${isOpen && h(Button, { small: true, to: book, label: t("agenda.waiting.book_for", { name: row.client_name }) }, t("agenda.waiting.book"))}
    ${h(Menu, {
      label: t("agenda.list.deeds", { name: row.client_name }),
      isSmall: true,
      items: [
        { label: t("agenda.one.file"), icon: "note", to: `/clients/${row.client}` },
        ...(isOpen ? [{ label: t("agenda.waiting.end"), icon: /** @type {const} */ ("trash"), isDanger: true, startsGroup: true, run: end }] : []),
      ],
    })}
  </span>`;
}
