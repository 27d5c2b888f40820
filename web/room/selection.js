// Which seats are picked for one order to all of them. Pure rules.

/** @typedef {import("./shapes.js").LiveSeat} LiveSeat */

/** With this seat, or without it if it was among them. @param {readonly number[]} picked @param {number} id @returns {number[]} */
export const toggled = (picked, id) => (picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id]);

/** Those that are still in the room, in its order. @param {readonly number[]} picked @param {readonly LiveSeat[]} seats */
export const stillThere = (picked, seats) => seats.filter(({ id }) => picked.includes(id)).map(({ id }) => id);

/** @param {readonly LiveSeat[]} seats */
export const occupied = (seats) => seats.filter(({ session }) => session !== null).map(({ id }) => id);

/** Whoever hears a message that goes to everybody. @param {readonly LiveSeat[]} seats */
export const hearing = (seats) => seats.filter(({ is_enrolled, session }) => is_enrolled && session !== null);
