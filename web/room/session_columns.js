import { html, h } from "../h.js";
import { formatDateTime, t } from "../i18n.js";
import { SessionBadge } from "../seats/session_badge.js";
import { spanText } from "../seats/time_left.js";

/** @typedef {import("../seats/shapes.js").Session} Session */

/**
 * What a list of sessions says of each.
 * @param {{ isOfOneSeat?: boolean, onOpen?: (session: Session) => void }} options
 * @returns {import("../components/data_table.js").Column<Session>[]}
 */
export function sessionColumns({ isOfOneSeat = false, onOpen }) {
  const who = (/** @type {Session} */ session) => session.visitor_name ?? t("seats.guest");
  return [
    {
      key: "who",
      label: t("room.sessions.who"),
      isTitle: true,
      render: (session) => (onOpen ? html`<button type="button" class="row-button" onClick=${() => onOpen(session)}>${who(session)}</button>` : who(session)),
    },
    { key: "status", label: t("room.sessions.status"), render: ({ status }) => h(SessionBadge, { status }) },
    ...(isOfOneSeat ? [] : [{ key: "seat", label: t("room.sessions.seat"), render: (/** @type {Session} */ { workstation_name }) => workstation_name && html`<span class="one-line">${workstation_name}</span>` }]),
    {
      key: "used",
      label: t("room.sessions.used"),
      align: /** @type {const} */ ("end"),
      render: ({ elapsed_seconds, duration_seconds }) => html`<span class="one-line figures">${t("room.sessions.used_of", { used: spanText(elapsed_seconds), all: spanText(duration_seconds) })}</span>`,
    },
    { key: "at", label: t("room.sessions.at"), isMuted: true, render: ({ started_at, created_at }) => html`<span class="one-line figures">${formatDateTime(started_at ?? created_at)}</span>` },
    { key: "end", label: t("room.sessions.end"), isMuted: true, render: ({ end_reason }) => end_reason && t(`seats.end.${end_reason}`) },
  ];
}
