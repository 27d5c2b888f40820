import { html, useEffect, useState } from "../h.js";
import { t } from "../i18n.js";
import { NEAR, nextTick, spoken, timeLeft } from "./time_left.js";

/**
 * How long something is still kept. It is read aloud three times only, not at each second.
 * @param {{ until: string, onOver: () => void }} props
 */
export function Countdown({ until, onOver }) {
  const end = Date.parse(until);
  const [now, setNow] = useState(() => Date.now());
  const left = timeLeft(end, now);
  const isOver = left.total === 0;
  useEffect(() => {
    if (isOver) {
      onOver();
      return undefined;
    }
    const timer = setTimeout(() => setNow(Date.now()), nextTick(end, Date.now()));
    return () => clearTimeout(timer);
  }, [now, end, isOver]);
  const aloud = spoken(left.total);
  return html`<span class=${`countdown figures${left.total <= NEAR ? " is-near" : ""}`}>
    <span role="timer">${inWords(left)}</span>
    <span class="unseen" role="status">${aloud && t("mine.left.spoken", { count: aloud })}</span>
  </span>`;
}

/** @param {ReturnType<typeof timeLeft>} left */
function inWords({ hours, minutes, seconds, total }) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  if (total <= NEAR) return t("mine.left.minutes", { minutes: String(minutes), seconds: two(seconds) });
  if (hours > 0) return t("mine.left.hours", { hours: String(hours), minutes: two(minutes) });
  return t("mine.left.only_minutes", { minutes: String(minutes) });
}
