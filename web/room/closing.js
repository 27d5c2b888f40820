// When the room closes.

import { Notice } from "../components/notice.js";
import { h } from "../h.js";
import { formatTime, t, zone } from "../i18n.js";
import { openState, wallClock } from "../opening_hours.js";
import { place } from "../place.js";
import { useServerNow } from "../seats/clock.js";

/** Seconds before closing from which on it is said. */
const AHEAD = 45 * 60;

/**
 * Seconds until the room closes, and when; null: not soon.
 * @param {{ now: number, closesAt: string | null | undefined, hours: readonly import("../opening_hours.js").Opening[], zone: string }} asked closesAt undefined: the usual hours count
 */
export function closingSoon({ now, closesAt, hours, zone: name }) {
  if (closesAt === null) return null;
  if (closesAt) return within((Date.parse(closesAt) - now) / 1000, formatTime(closesAt));
  const clock = wallClock(new Date(now), name);
  const state = openState(hours, clock);
  if (!state.isOpen || !state.until) return null;
  const seconds = (minutesOf(state.until) - minutesOf(clock.time)) * 60 - (Math.floor(now / 1000) % 60);
  return within(seconds, state.until);
}

/** @param {number} seconds @param {string} at */
const within = (seconds, at) => (seconds > 0 && seconds <= AHEAD ? { seconds, at } : null);

/** @param {string} time */
const minutesOf = (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** @param {{ closesAt: string | null | undefined, running: number }} props */
export function ClosingNotice({ closesAt, running }) {
  const now = useServerNow();
  const soon = closingSoon({ now, closesAt, hours: place.value.opening_hours, zone: zone.value });
  if (!soon) return null;
  const minutes = Math.ceil(soon.seconds / 60);
  const text = running > 0 ? t("room.closing.running", { count: running }) : undefined;
  return h(Notice, { tone: "warning", title: t("room.closing.title", { time: soon.at, minutes }) }, text);
}
