// A seat that somebody else counts on: for whom, and what can be done about it.

import { ApiError } from "../api_error.js";
import { Button } from "../components/button.js";
import { Notice } from "../components/notice.js";
import { Fragment, h } from "../h.js";
import { t } from "../i18n.js";

/**
 * @typedef {{ reservation: number | null, held_for: number | null, label: string, visitor_name: string | null, starts_at: string, ends_at: string }} Promised
 *   reservation null: held for a number of the queue
 */

/** What the API says of it; null: that is not why a code was refused. @param {unknown} error @returns {Promised | null} */
export function promiseOf(error) {
  if (!(error instanceof ApiError) || error.code !== "seat_promised") return null;
  return /** @type {Promised | undefined} */ (error.body.promise) ?? null;
}

/** @param {{ said: string, promise: Promised, busy: number, onGive: (more: { reservation: number } | { despite: true }) => void }} props */
export function PromisedNotice({ said, promise: { reservation }, busy, onGive }) {
  const withIt = reservation !== null && h(Button, { small: true, disabled: busy > 0, onClick: () => onGive({ reservation }) }, t("room.promised.with_it"));
  const despite = h(Button, { small: true, tone: "plain", disabled: busy > 0, onClick: () => onGive({ despite: true }) }, t("room.promised.despite"));
  return h(
    Notice,
    { tone: "warning", title: said, isLive: true, actions: h(Fragment, {}, withIt, despite) },
    t(reservation === null ? "room.promised.held_text" : "room.promised.text"),
  );
}
