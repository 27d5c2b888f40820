// The time has just gone: the three nearest ones instead. What was typed stays where it is.

import { Button } from "../components/button.js";
import { Notice } from "../components/notice.js";
import { h, html, useEffect, useRef } from "../h.js";
import { t } from "../i18n.js";
import { capital, dayInWords, timesInWords } from "../appointments/when.js";

/** @typedef {import("../api_error.js").ApiError} ApiError */
/** @typedef {import("../appointments/slots.js").Start} Start */

/** Whether it is the time that was refused. @param {unknown} error @returns {error is ApiError} */
export function isTimeRefused(error) {
  const { status, code } = /** @type {Partial<ApiError>} */ (error ?? {});
  return (status === 409 && (code === "slot_taken" || code === "person_busy")) || (status === 400 && TIMES.includes(code ?? ""));
}

const TIMES = ["outside_days", "outside_hours", "not_on_grid", "in_the_past", "beyond_horizon", "notice_too_short"];

/**
 * @param {{ error: ApiError, isTyped: boolean, onPick: (start: Start) => void, allTo: string }} props isTyped: something
 *  was written; allTo: where all times are
 */
export function Gone({ error, isTyped, onPick, allTo }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    // After whatever else leads the focus once a form was refused.
    const timer = setTimeout(() => box.current?.focus(), 60);
    return () => clearTimeout(timer);
  }, [error]);
  const times = /** @type {Start[]} */ (error.body.alternatives ?? []);
  const said = [isTyped && t("booking.gone.typed"), times.length > 0 && t("booking.gone.text")].filter(Boolean).join(" ");
  return html`<div class="gone" ref=${box} tabindex="-1" role="group" aria-label=${error.message}>
    ${h(Notice, { tone: "warning", isLive: true, title: error.message, actions: h(Times, { times, onPick, allTo }) }, said)}
  </div>`;
}

/** @param {{ times: Start[], onPick: (start: Start) => void, allTo: string }} props */
function Times({ times, onPick, allTo }) {
  return html`<div class="gone-times">
    ${times.map((time) => html`<button key=${`${time.date} ${time.start}`} type="button" class="gone-time" onClick=${() => onPick(time)}>
      <span class="gone-day">${capital(dayInWords(time.date))}</span>
      <span class="figures">${capital(timesInWords(time))}</span>
    </button>`)}
    ${h(Button, { tone: "plain", small: true, icon: "calendar", to: allTo }, t("booking.gone.all"))}
  </div>`;
}
