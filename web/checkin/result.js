import { Icon } from "../components/icon.js";
import { h, html, useEffect, useRef } from "../h.js";
import { t } from "../i18n.js";

/** @typedef {import("./shapes.js").Done} Done */

/** How it went, in words that a professor can read from a distance. @param {{ done: Done, isNew: boolean }} props */
export function Result({ done, isNew }) {
  const tone = toneOf(done);
  const heading = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (isNew) heading.current?.focus();
  }, []);
  return html`<div class=${`result result-${tone}`} role="status">
    <span class="result-icon">${h(Icon, { name: tone === "good" ? "check" : tone === "waiting" ? "hourglass" : "cross", size: 40 })}</span>
    <p class="result-title" ref=${heading} tabindex="-1">${titleOf(done)}</p>
    <p>${textOf(tone)}</p>
  </div>`;
}

/** @param {Done} done @returns {"good" | "waiting" | "wrong"} */
function toneOf({ decision, accepted }) {
  if (accepted === false) return "wrong";
  return decision === "green" || accepted ? "good" : "waiting";
}

/** @param {Done} done */
function titleOf({ status, minutes, decision, accepted }) {
  if (accepted === false) return t("checkin.result.refused");
  if (decision === "amber") return accepted ? t("checkin.result.accepted") : t("checkin.result.amber");
  if (status === "late") return t("checkin.result.late", { minutes });
  return status === "present" ? t("checkin.result.present") : t("checkin.result.in");
}

/** @param {"good" | "waiting" | "wrong"} tone */
function textOf(tone) {
  if (tone === "wrong") return t("checkin.result.refused_text");
  return tone === "waiting" ? t("checkin.result.amber_text") : t("checkin.result.good_text");
}

/** Somebody else has checked in with this device. */
export function DeviceTaken() {
  return html`<div class="result result-wrong" role="alert">
    <span class="result-icon">${h(Icon, { name: "mobile", size: 40 })}</span>
    <p class="result-title">${t("checkin.result.device")}</p>
    <p>${t("checkin.result.device_text")}</p>
  </div>`;
}
