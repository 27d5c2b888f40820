// Entries of a client's file as items of a timeline.

import { StatusBadge } from "../appointments/status_badge.js";
import { capital, whenInWords } from "../appointments/when.js";
import { Badge } from "../components/badge.js";
import { Button } from "../components/button.js";
import { Fragment, h, html } from "../h.js";
import { formatDate, t } from "../i18n.js";
import { NoteEntry } from "./note_entry.js";

/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("./note.js").Appointment} Appointment */
/** @typedef {import("../components/timeline.js").TimelineItem} TimelineItem */

/**
 * @param {Note} note
 * @param {{ events: import("./note.js").NoteEvents, sessions: readonly Appointment[], search?: string }} with_ `sessions`: those
 *   of the client
 * @returns {TimelineItem}
 */
export function noteItem(note, { events, sessions, search }) {
  const session = sessions.find(({ id }) => id === note.appointment);
  const about = session && t("clients.note.session", { date: formatDate(session.date, "medium"), start: session.start, service: session.service_name });
  return {
    id: `note-${note.id}`,
    icon: "note",
    tone: note.shared ? "warning" : "quiet",
    title: html`<span class="note-heading">${t("clients.note.title")} ${note.shared && h(SharedBadge, {})}</span>`,
    at: note.created_at,
    who: note.author_name,
    text: h(
      Fragment,
      {},
      about && html`<p class="soft small">${t("clients.note.is_about", { session: about })}</p>`,
      h(NoteEntry, { key: note.id, note, search, sessions, events }),
    ),
  };
}

/** The eye of the client lies on it. */
export function SharedBadge() {
  return h(Badge, { tone: "warning", icon: "eye" }, t("clients.shared"));
}

/**
 * @param {Appointment} appointment
 * @param {{ hasCoach: boolean, onWrite?: (appointment: Appointment) => void }} with_
 * @returns {TimelineItem}
 */
export function appointmentItem(appointment, { hasCoach, onWrite }) {
  const { id, service_name: service, coach_name: coach, message, cancel_reason: reason, status } = appointment;
  const tones = /** @type {const} */ ({ held: "good", cancelled: "wrong", no_show: "warning" });
  return {
    id: `appointment-${id}`,
    icon: "appointment",
    tone: status === "held" || status === "cancelled" || status === "no_show" ? tones[status] : "quiet",
    title: html`<span class="note-heading">${service} ${h(StatusBadge, { appointment })}</span>`,
    who: hasCoach ? `${capital(whenInWords(appointment))} · ${coach}` : capital(whenInWords(appointment)),
    text: html`${message && html`<p class="note-text"><span class="soft small">${t("clients.appointment.message")}</span> ${message}</p>`}
      ${reason && html`<p class="note-text"><span class="soft small">${t("clients.appointment.reason")}</span> ${reason}</p>`}
      ${onWrite &&
      status !== "cancelled" &&
      html`<div class="note-tools">${h(Button, { tone: "plain", small: true, icon: "note", label: t("clients.appointment.write_about", { service, at: whenInWords(appointment) }), onClick: () => onWrite(appointment) }, t("clients.appointment.write"))}</div>`}`,
  };
}
