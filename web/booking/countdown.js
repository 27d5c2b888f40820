// How long a time is still kept, and what is said of it.

/** From here on it is said aloud that the end is near. */
export const NEAR = 60_000;

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
