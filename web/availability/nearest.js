// The free times that lie nearest to one that has to be moved.

/** @typedef {{ date: string, start: string, end: string }} Time */
/** @typedef {{ date: string, slots: { start: string, end: string, available: boolean }[] }} DaySlots */

/**
 * @param {readonly DaySlots[]} days
 * @param {{ date: string, start: string }} from is not among them
 * @param {{ most: number, perDay: number }} choice few of a day, so that there is a choice of days
 * @returns {Time[]} in the order of the calendar
 */
export function nearestFree(days, from, { most, perDay }) {
  const free = days.flatMap(({ date, slots }) =>
    slots.filter(({ available }) => available).map(({ start, end }) => ({ date, start, end })),
  );
  /** @type {Record<string, number>} */
  const counts = {};
  return free
    .filter(({ date, start }) => date !== from.date || start !== from.start)
    .map((time) => ({ time, distance: Math.abs(wallMs(time) - wallMs(from)) }))
    .sort((one, other) => one.distance - other.distance)
    .filter(({ time: { date } }) => (counts[date] = (counts[date] ?? 0) + 1) <= perDay)
    .slice(0, most)
    .map(({ time }) => time)
    .sort((one, other) => wallMs(one) - wallMs(other));
}

/** On one clock, so that only their order and distance mean something. @param {{ date: string, start: string }} time */
function wallMs({ date, start }) {
  return Date.parse(`${date}T${start}:00Z`);
}

/** @param {{ date: string, start: string }} time */
export const nameOf = ({ date, start }) => `${date} ${start}`;
