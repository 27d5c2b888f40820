// How long the time is kept for the reader. Each second is seen; only the beginning, the last minute and the end are
// read aloud.

import { Button } from "../components/button.js";
import { Icon } from "../components/icon.js";
import { Notice } from "../components/notice.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { formatTime } from "../i18n.js";
import { clockOfSeconds, KEPT, phaseOf } from "./countdown.js";
import { useSecondsLeft } from "./hold.js";

/** @param {{ hold: import("./hold.js").Hold }} props */
export function HoldNotice({ hold: { state, again } }) {
  if (state.is === "none" || state.is === "refused") return null;
  if (state.is === "over") {
    const action = h(Button, { small: true, icon: "refresh", onClick: again }, t("booking.hold.again"));
    return h(Notice, { tone: "warning", isLive: true, title: t("booking.hold.over"), actions: action }, t("booking.hold.over_text"));
  }
  return h(Running, { until: state.is === "kept" ? state.until : null });
}

/** @param {{ until: number | null }} props */
function Running({ until }) {
  const left = useSecondsLeft(until);
  if (until === null || left === null) {
    return html`<p class="hold" role="status">${h(Icon, { name: "hourglass", size: 18 })}<span>${t("booking.hold.taking")}</span></p>`;
  }
  const isLong = left * 1000 > KEPT;
  const phase = phaseOf(left);
  const said = isLong ? t("booking.hold.until", { time: formatTime(new Date(until).toISOString()) }) : t(`booking.hold.said_${phase}`);
  return html`<div class=${`hold hold-${phase}`}>
    ${h(Icon, { name: "hourglass", size: 18 })}
    <p class="unseen" role="status">${said}</p>
    <p aria-hidden="true">
      ${isLong ? said : html`${t("booking.hold.kept")} <strong class="figures">${clockOfSeconds(left)}</strong>`}
    </p>
  </div>`;
}
