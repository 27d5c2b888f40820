import { ApiError } from "../api.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { useNow } from "../components/now.js";
import { SearchBox } from "../components/search_box.js";
import { Section } from "../components/section.js";
import { Segments } from "../components/segments.js";
import { Timeline } from "../components/timeline.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { setQuery } from "../router.js";
import { toast } from "../toasts.js";
import { appointmentItem, noteItem } from "./file_items.js";
import { entriesOf } from "./file_order.js";
import { NotesFound } from "./notes_found.js";

/** @typedef {import("./client_file.js").ClientFile} ClientFile */
/** @typedef {import("./note.js").Appointment} Appointment */
/** @typedef {import("./file_order.js").Shown} Shown */

/**
 * @typedef {{ file: ClientFile, events: import("./note.js").NoteEvents, onMore: () => Promise<void>,
 *   onWrite: (appointment: Appointment) => void }} TimelineProps
 */

/** Notes and appointments together, one kind of them, or the notes in which something stands. @param {TimelineProps & { query: URLSearchParams }} props */
export function FileTimeline({ query, ...props }) {
  const search = query.get("search") ?? "";
  const asked = query.get("show");
  const shown = asked === "notes" || asked === "appointments" ? asked : "all";
  return html`<div class="client-tools">
      ${h(Segments, {
        label: t("clients.file.show"),
        value: search ? "notes" : shown,
        options: /** @type {Shown[]} */ (["all", "notes", "appointments"]).map((value) => ({ value, label: t(`clients.file.${value}`) })),
        onPick: (/** @type {Shown} */ value) => setQuery({ show: value === "all" ? null : value, search: null }),
      })}
      ${h(SearchBox, { label: t("clients.file.search"), value: search, onSearch: (text) => setQuery({ search: text }) })}
    </div>
    ${search ? h(NotesFound, { key: "found", search, client: props.file.client.id, file: props.file, events: props.events }) : h(Entries, { ...props, shown })}`;
}

/** @param {TimelineProps & { shown: Shown }} props */
function Entries({ file, shown, events, onMore, onWrite }) {
  const now = new Date(useNow(undefined)).toISOString();
  const { notes, appointments } = file;
  const lists = { notes: notes.results, moreNotes: notes.next !== null, appointments: appointments.results, moreAppointments: appointments.next !== null };
  const { upcoming, past, hasMore } = entriesOf(lists, shown, now);
  const hasCoach = new Set(appointments.results.map(({ coach }) => coach)).size > 1;
  const item = (/** @type {import("./file_order.js").Entry} */ entry) =>
    entry.kind === "note"
      ? noteItem(entry.note, { events, sessions: appointments.results })
      : appointmentItem(entry.appointment, { hasCoach, onWrite });
  if (upcoming.length === 0 && past.length === 0 && !hasMore) return h(NothingYet, { shown, client: file.client });
  return html`${upcoming.length > 0 &&
    h(Section, { title: t("clients.file.upcoming") }, h(Timeline, { label: t("clients.file.upcoming"), items: upcoming.map(item) }))}
    ${(past.length > 0 || hasMore) &&
    h(
      Section,
      { title: t("clients.file.past") },
      h(Timeline, { label: t("clients.file.past"), items: past.map(item) }),
      hasMore && h(More, { onMore }),
    )}`;
}

/** @param {{ onMore: () => Promise<void> }} props */
function More({ onMore }) {
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      await onMore();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast(error.message, { tone: "wrong" });
    } finally {
      setBusy(false);
    }
  };
  return html`<div class="row">${h(Button, { busy: isBusy, icon: "chevron_down", onClick: () => void run() }, t("clients.file.more"))}</div>`;
}

/** @param {{ shown: Shown, client: import("./note.js").Client }} props */
function NothingYet({ shown, client }) {
  const book = h(Button, { icon: "plus", to: `/book?client=${client.id}` }, t("clients.book"));
  return h(Empty, {
    icon: shown === "appointments" ? "appointment" : "note",
    title: t(`clients.empty.${shown}`),
    text: t(`clients.empty.${shown}_text`),
    action: shown === "notes" ? undefined : book,
  });
}
