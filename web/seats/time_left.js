// Stretches of time, as a clock and in words: pure rules.

import { t } from "../i18n.js";

/** "23:10", "1:05:10": what counts down. @param {number} seconds */
export function clockText(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${two(minutes)}:${two(rest)}`;
}

/** "45 min", "1 h 30". @param {number} seconds */
export function spanText(seconds) {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  if (minutes < 60) return t("seats.span.minutes", { minutes });
  const rest = minutes % 60;
  const hours = Math.floor(minutes / 60);
  return rest === 0 ? t("seats.span.hours", { hours }) : t("seats.span.hours_minutes", { hours, minutes: String(rest).padStart(2, "0") });
}

/**
 * Seconds that a session still has at `now`: of one that runs from when it ends, of the others as it was said.
 * @param {{ ends_at: string | null, remaining_seconds: number | null, duration_seconds: number }} session
 * @param {number} now
 */
export function secondsLeft({ ends_at, remaining_seconds, duration_seconds }, now) {
  if (ends_at) return Math.max(0, Math.min(duration_seconds, (Date.parse(ends_at) - now) / 1000));
  return remaining_seconds ?? duration_seconds;
}

/** What is used, 0 to 100. @param {{ duration_seconds: number }} session @param {number} left */
export function percentUsed({ duration_seconds }, left) {
  if (duration_seconds <= 0) return 100;
  return Math.min(100, Math.max(0, Math.floor(((duration_seconds - left) / duration_seconds) * 100)));
}

/** @param {number} left seconds @returns {"calm" | "soon" | "last"} */
export function urgency(left) {
  if (left <= 60) return "last";
  return left <= 300 ? "soon" : "calm";
}
