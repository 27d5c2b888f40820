// The live room: what comes over the socket, put together; what of it wants a look. Pure rules.

import { secondsLeft, urgency } from "../seats/time_left.js";

/** @typedef {import("./shapes.js").Live} Live */
/** @typedef {import("./shapes.js").LiveSeat} LiveSeat */
/** @typedef {import("../seats/shapes.js").Seat} Seat */
/** @typedef {import("../seats/shapes.js").SeatStatus} SeatStatus */

const collator = new Intl.Collator("fr", { numeric: true, sensitivity: "base" });

/** @param {{ name: string }} one @param {{ name: string }} other */
const byName = (one, other) => collator.compare(one.name, other.name);

/**
 * @param {Live | null} before @param {import("./shapes.js").LiveMessage} message
 * @returns {Live | null}
 */
export function afterMessage(before, message) {
  const hours = { closesAt: message.closes_at, isOpen: message.is_open };
  if (message.type === "list") return { seats: message.seats, ...hours };
  if (message.type !== "changes" || !before) return before;
  const changed = new Map(message.seats.map((seat) => [seat.id, seat]));
  const gone = new Set(message.gone);
  const kept = before.seats.filter(({ id }) => !gone.has(id)).map((seat) => {
    const now = changed.get(seat.id) ?? seat;
    changed.delete(seat.id);
    return now;
  });
  return { seats: [...kept, ...changed.values()].sort(byName), ...hours };
}

/** As the list of seats says it. @param {Seat} seat @returns {LiveSeat} */
export function liveSeat(seat) {
  const { active_session: session, ...rest } = seat;
  return {
    ...rest,
    session: session && {
      id: session.id,
      status: session.status,
      visitor: session.visitor,
      visitor_name: session.visitor_name,
      duration_seconds: session.duration_seconds,
      ends_at: session.ends_at,
      remaining_seconds: session.ends_at ? null : session.remaining_seconds,
      seat_kept_until: session.seat_kept_until,
    },
  };
}

/** What is read without a socket. @param {import("./shapes.js").LiveAnswer} answer @returns {Live} */
export const afterReading = ({ seats, closes_at, is_open }) => ({ seats, closesAt: closes_at, isOpen: is_open });

/** @param {readonly LiveSeat[]} seats @returns {Record<SeatStatus, number>} */
export function countsOf(seats) {
  const counts = { available: 0, in_use: 0, reserved: 0, maintenance: 0, offline: 0 };
  for (const { status } of seats) counts[status] += 1;
  return counts;
}

/** A session runs there although the seat is not heard: nobody knows what its visitor sees. @param {LiveSeat} seat */
export const isDoubtful = ({ is_enrolled, is_online, session }) => is_enrolled && !is_online && session?.status === "active";

/**
 * @typedef {{ seat: LiveSeat, why: "message" | "doubtful" | "ending" }} Watched
 */

/** What wants a look now: messages first, then silent seats, then whoever ends soon. @param {readonly LiveSeat[]} seats @param {number} now @returns {Watched[]} */
export function watched(seats, now) {
  const left = (/** @type {LiveSeat} */ { session }) => (session ? secondsLeft(session, now) : Infinity);
  const isEnding = (/** @type {LiveSeat} */ seat) => seat.session?.status === "active" && urgency(left(seat)) !== "calm";
  const of = (/** @type {Watched["why"]} */ why, /** @type {(seat: LiveSeat) => boolean} */ fits) => seats.filter(fits).map((seat) => ({ seat, why }));
  return [
    ...of("message", ({ unread }) => unread > 0),
    ...of("doubtful", isDoubtful),
    ...of("ending", isEnding).sort((one, other) => left(one.seat) - left(other.seat)),
  ];
}
