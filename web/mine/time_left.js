// How long something is still kept.

/**
 * What is left, split as it is shown: hours and minutes, or minutes and seconds towards the end.
 * @param {number} until @param {number} now milliseconds
 */
export function timeLeft(until, now) {
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  return { hours: Math.floor(seconds / 3600), minutes: Math.floor((seconds % 3600) / 60), seconds: seconds % 60, total: seconds };
}

/** From here on the seconds are told. */
export const NEAR = 10 * 60;

/** So long until what is shown changes, in milliseconds. @param {number} until @param {number} now milliseconds */
export function nextTick(until, now) {
  const left = until - now;
  if (left <= NEAR * 1000) return left > 0 ? left % 1000 || 1000 : 1000;
  return left % 60_000 || 60_000;
}

/**
 * What is read aloud: the last quarter of an hour, the last minutes, the last one; nothing in between.
 * @param {number} seconds left @returns {15 | 5 | 1 | null} minutes
 */
export function spoken(seconds) {
  if (seconds <= 0 || seconds > 15 * 60) return null;
  if (seconds <= 60) return 1;
  return seconds <= 5 * 60 ? 5 : 15;
}
