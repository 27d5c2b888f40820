/** The door of a conversation by video is shown so long before it begins. */
const EARLY = 15 * 60_000;

/**
 * Whether it is time to join.
 * @param {{ status: string, starts_at: string, ends_at: string }} appointment @param {number} now milliseconds
 */
export function isJoinable({ status, starts_at, ends_at }, now) {
  return status === "booked" && now >= Date.parse(starts_at) - EARLY && now < Date.parse(ends_at);
}
