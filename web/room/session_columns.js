import { html, h } from "../h.js";
import { formatDateTime, t } from "../i18n.js";
import { SessionBadge } from "../seats/session_badge.js";
import { spaced } from "../seats/code_text.js";
import { spanText } from "../seats/time_left.js";

/** @typedef {import("../seats/shapes.js").Session} Session */

/**
 * What a list of sessions says of each.
 * @param {{ onOpen: (session: Session) => void }} options
 * @returns {import("../components/data_table.js").Column<Session>[]}
 */
export function sessionColumns({ onOpen }) {
  return [
    {
      key: "who",
      label: t("room.sessions.who"),
      isTitle: true,
      render: (session) => html`<button type="button" class="row-button" onClick=${() => onOpen(session)}>${session.visitor_name ?? t("seats.guest")}
        ${session.status === "waiting" && html`<span class="row-code mono">${spaced(session.access_code)}</span>`}</button>`,
    },
    { key: "status", label: t("room.sessions.status"), render: ({ status }) => h(SessionBadge, { status }) },
    { key: "seat", label: t("room.sessions.seat"), render: ({ workstation_name }) => workstation_name && html`<span class="one-line">${workstation_name}</span>` },
    {
      key: "used",
      label: t("room.sessions.used"),
      align: /** @type {const} */ ("end"),
      render: ({ started_at, elapsed_seconds, duration_seconds }) => html`<span class="one-line figures">${started_at
        ? t("room.sessions.used_of", { used: spanText(elapsed_seconds), all: spanText(duration_seconds) })
        : spanText(duration_seconds)}</span>`,
    },
    { key: "at", label: t("room.sessions.at"), isMuted: true, render: ({ started_at, created_at }) => html`<span class="one-line figures">${started_at ? formatDateTime(started_at) : t("room.sessions.given_at", { at: formatDateTime(created_at) })}</span>` },
    { key: "end", label: t("room.sessions.end"), isMuted: true, render: ({ end_reason }) => end_reason && t(`seats.end.${end_reason}`) },
  ];
}
