// How long the time is kept for the reader. Each second is seen; only the beginning, the last minute and the end are
// read aloud.

import { Button } from "../components/button.js";
import { Icon } from "../components/icon.js";
import { Notice } from "../components/notice.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { formatTime } from "../i18n.js";
import { clockOfSeconds, phaseOf } from "./countdown.js";
import { spanInWords } from "../appointments/rules_in_words.js";
import { useSecondsLeft } from "./hold.js";

/** @param {{ hold: import("./hold.js").Hold }} props */
export function HoldNotice({ hold: { state, again } }) {
  if (state.is === "none" || state.is === "refused") return null;
  if (state.is === "over") {
    const action = h(Button, { small: true, icon: "refresh", onClick: again }, t("booking.hold.again"));
    return h(Notice, { tone: "warning", isLive: true, title: t("booking.hold.over"), actions: action }, t("booking.hold.over_text"));
  }
  return h(Running, { kept: state.is === "kept" ? state : null });
}

/** @param {{ kept: { until: number, seconds: number, isOffer: boolean } | null }} props */
function Running({ kept }) {
  const left = useSecondsLeft(kept?.until ?? null);
  if (kept === null || left === null) {
    return html`<p class="hold" role="status">${h(Icon, { name: "hourglass", size: 18 })}<span>${t("booking.hold.taking")}</span></p>`;
  }
  const { until, seconds, isOffer } = kept;
  const phase = phaseOf(left);
  // Hours are not counted down by the second.
  const isLong = isOffer && phase === "long";
  const said = isLong ? t("booking.hold.until", { time: formatTime(new Date(until).toISOString()) }) : inWords(phase, seconds);
  return html`<div class=${`hold hold-${phase}`}>
    ${h(Icon, { name: "hourglass", size: 18 })}
    <p class="unseen" role="status">${said}</p>
    <p aria-hidden="true">
      ${isLong ? said : html`${t("booking.hold.kept")} <strong class="figures">${clockOfSeconds(left)}</strong>`}
    </p>
  </div>`;
}

/** @param {ReturnType<typeof phaseOf>} phase @param {number} seconds in all */
function inWords(phase, seconds) {
  if (phase === "long") return t("booking.hold.said_long", { span: spanInWords(Math.round(seconds / 60)) });
  return t(phase === "near" ? "booking.hold.said_near" : "booking.hold.said_over");
}
