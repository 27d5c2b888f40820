// Too many attempts: how long to wait, in words. Each second is shown but not read aloud.
import { ApiError } from "../api_error.js";
import { h, html, useEffect, useState } from "../h.js";
import { t } from "../i18n.js";
import { Notice } from "./notice.js";

/** Seconds, when the server asks to wait and does not say how long. */
const USUAL = 30;

/**
 * @typedef {{
 *   until: number | null,
 *   left: number,
 *   begins: (error: unknown) => boolean,
 * }} Wait  until: milliseconds since the epoch; left: seconds, going down to 0; begins: whether this error asks to wait
 */

/** @returns {Wait} */
export function useWait() {
  const [until, setUntil] = useState(/** @type {number | null} */ (null));
  const left = useSecondsLeft(until);
  /** @param {unknown} error */
  const begins = (error) => {
    const asks = error instanceof ApiError && error.status === 429;
    setUntil(asks ? Date.now() + (error.retryAfter ?? USUAL) * 1000 : null);
    return asks;
  };
  return { until, left, begins };
}

/** @param {number | null} until */
function useSecondsLeft(until) {
  const [, setTurn] = useState(0);
  const left = until === null ? 0 : Math.max(0, Math.ceil((until - Date.now()) / 1000));
  useEffect(() => {
    if (left === 0) return undefined;
    const timer = setTimeout(() => setTurn((turn) => turn + 1), 250);
    return () => clearTimeout(timer);
  });
  return left;
}

/** @param {{wait: Wait}} props */
export function WaitNotice({ wait: { until, left } }) {
  const [first, setFirst] = useState({ until, left });
  if (first.until !== until) setFirst({ until, left });
  if (until === null) return null;
  const isOver = left === 0;
  const heard = isOver ? t("auth.wait.over") : t("auth.wait.told", { duration: duration(first.left || left) });
  return html`<div class="wait">
    <p class="unseen" role="status">${heard}</p>
    <div aria-hidden="true">
      ${isOver
        ? h(Notice, { tone: "good" }, t("auth.wait.over"))
        : h(Notice, { tone: "warning", title: t("auth.wait.title") }, t("auth.wait.text", { duration: duration(left) }))}
    </div>
  </div>`;
}

/** @param {number} seconds */
function duration(seconds) {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  const parts = [];
  if (minutes > 0) parts.push(t("auth.wait.minutes", { count: minutes }));
  if (rest > 0 || minutes === 0) parts.push(t("auth.wait.seconds", { count: rest }));
  return parts.join(t("auth.wait.and"));
}
