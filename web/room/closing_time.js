// Whether the room closes soon: a pure rule.

/** Seconds before closing from which on it is said. */
const AHEAD = 45 * 60;

/** Seconds until the room closes; null: not soon, or never. @param {string | null | undefined} closesAt @param {number} now */
export function closingIn(closesAt, now) {
  const seconds = closesAt ? (Date.parse(closesAt) - now) / 1000 : 0;
  return seconds > 0 && seconds <= AHEAD ? seconds : null;
}
