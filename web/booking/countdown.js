// How long a time is still kept, and what is said of it.

/** So long the server keeps a time while a form is filled in. */
export const KEPT = 5 * 60_000;
/** From here on it is said aloud that the end is near. */
export const NEAR = 60_000;

/**
 * When a hold that has just been made ends, on this device's clock. One that is wrong by more than a minute would end
 * it early or never; then its known length counts.
 * @param {string} expiresAt @param {number} now @returns {number} milliseconds since 1970
 */
export function endOfHold(expiresAt, now) {
  const left = Date.parse(expiresAt) - now;
  return left > KEPT - 60_000 && left <= KEPT + 5_000 ? now + Math.min(left, KEPT) : now + KEPT;
}

/** Whether it is longer than that of a form: an offer of the waiting list. @param {string} expiresAt @param {number} now */
export const isLongHold = (expiresAt, now) => Date.parse(expiresAt) - now > KEPT + 60_000;

/** @param {number} until @param {number} now @returns {number} whole seconds, 0 at the end */
export const secondsLeft = (until, now) => Math.max(0, Math.ceil((until - now) / 1000));

/** 272 → "4:32" @param {number} seconds */
export function clockOfSeconds(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** What is worth a word: much time, little, none. @param {number} seconds @returns {"long" | "near" | "over"} */
export function phaseOf(seconds) {
  if (seconds === 0) return "over";
  return seconds * 1000 <= NEAR ? "near" : "long";
}
