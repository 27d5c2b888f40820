// How long a code still lives, by the server's clock: that of a classroom computer may be wrong.

/** Milliseconds a code lives, as the server makes them. */
export const STEP = 15_000;

/** How far the server's clock is ahead of this one. @param {string} serverNow @param {number} here milliseconds */
export const offsetOf = (serverNow, here) => Date.parse(serverNow) - here;

/** Milliseconds until an instant of the server, never less than 0. @param {string} until @param {number} offset @param {number} here */
export const leftUntil = (until, offset, here) => Math.max(0, Date.parse(until) - (here + offset));

/** 272 s → "4:32" @param {number} ms */
export function clockOf(ms) {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** As it is read out and typed: "042 137". @param {string} code */
export const inTwo = (code) => `${code.slice(0, 3)} ${code.slice(3)}`.trim();

/** Minutes to ask for so that an open window lasts so much longer. @param {number} left milliseconds @param {number} more minutes */
export const longer = (left, more) => Math.max(1, Math.round(left / 60_000) + more);
