// How many minutes are given at once: pure rules.

export const USUAL = [15, 30, 45, 60, 90, 120];
/** A day. */
export const MOST = 1440;

/** What was typed as a number of minutes; 0: none that can be given. @param {string} typed */
export function minutesIn(typed) {
  const minutes = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : 0;
  return minutes <= MOST ? minutes : 0;
}
