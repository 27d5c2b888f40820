import { Button } from "../components/button.js";
import { h, html } from "../h.js";
import { formatTime, t } from "../i18n.js";
import { Link } from "../router.js";
import { useServerNow } from "../seats/clock.js";
import { mayName } from "../seats/identity.js";
import { Ring } from "../seats/ring.js";
import { clockText, percentUsed, secondsLeft, spanText, urgency } from "../seats/time_left.js";

/** @typedef {import("./shapes.js").LiveSession} LiveSession */
/** @typedef {import("../seats/deeds.js").Deeds} Deeds */

const MORE = [15, 30, 60];

/** Who is there, how long still, and what can be done about it. @param {{ session: LiveSession, deeds: Deeds, onMove: () => void, isSeatGone?: boolean, isNamed?: boolean }} props isSeatGone: it rests, and its seat was freed */
export function SessionBlock({ session, deeds, onMove, isSeatGone = false, isNamed = true }) {
  const { status, visitor, visitor_name: name, duration_seconds: duration } = session;
  const isResting = status === "suspended";
  const who = name ?? t("seats.guest");
  return html`<div class="session-block">
    <div class="session-head">
      ${isNamed && html`<p class="session-who">${visitor && mayName() ? h(Link, { to: `/visitors/${visitor}` }, who) : who}</p>`}
      <p class="soft small">${wordsOf(session, duration)}</p>
    </div>
    ${h(Countdown, { session })}
    <div class="session-more" role="group" aria-label=${t("room.session.more")}>
      ${MORE.map((minutes) => h(Button, {
        key: minutes,
        wide: true,
        busy: deeds.busy === `time-${minutes}`,
        label: t("room.session.add", { span: spanText(minutes * 60), who }),
        onClick: () => void deeds.addTime(session, minutes),
      }, `+${spanText(minutes * 60)}`))}
    </div>
    <div class="session-deeds">
      ${isResting
        ? h(Button, { tone: "primary", wide: true, busy: deeds.busy === "resume", onClick: () => void deeds.resume(session) }, t("room.session.resume"))
        : h(Button, { wide: true, busy: deeds.busy === "suspend", onClick: () => void deeds.suspend(session) }, t("room.session.suspend"))}
      ${h(Button, { wide: true, disabled: isSeatGone, onClick: onMove }, t("room.session.move"))}
      ${h(Button, { wide: true, busy: deeds.busy === "end", onClick: () => void deeds.end(session) }, t("room.session.end"))}
    </div>
  </div>`;
}

/** @param {LiveSession} session @param {number} duration */
function wordsOf({ status, ends_at, seat_kept_until }, duration) {
  const span = spanText(duration);
  if (status === "suspended" && seat_kept_until) return t("room.session.kept", { time: formatTime(seat_kept_until), span });
  return ends_at ? t("room.session.ends", { time: formatTime(ends_at), span }) : span;
}

/** @param {{ session: LiveSession }} props */
function Countdown({ session }) {
  const now = useServerNow();
  const left = secondsLeft(session, now);
  const isResting = session.status === "suspended";
  const kind = isResting ? "calm" : urgency(left);
  return html`<div class="session-left">
    ${h(Ring, { percent: percentUsed(session, left), urgency: kind, isResting })}
    <p><span class=${`session-clock figures is-${kind}`}>${clockText(left)}</span> <span class="soft small">${t(isResting ? "room.session.left_resting" : "room.session.left")}</span></p>
  </div>`;
}
