// Whether the room closes soon: a pure rule.

import { formatTime } from "../i18n.js";
import { openState, wallClock } from "../opening_hours.js";

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
