// When the place is open, on the wall clock of the place: what the welcome page says, and nothing else knows.

/** @typedef {{day: number, opens: string, closes: string}} Opening  Day 1 is Monday; "24:00" ends a day. */

/**
 * What the clock on the wall of the place shows.
 * @param {Date} now
 * @param {string} zone
 * @returns {{day: number, time: string}}
 */
export function wallClock(now, zone) {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(now);
  /** @param {string} type */
  const part = (type) => parts.find((each) => each.type === type)?.value ?? "";
  const day = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(part("weekday")) + 1;
  return { day, time: `${part("hour")}:${part("minute")}` };
}

/**
 * The openings of each day of the week, Monday first.
 * @param {readonly Opening[]} openings
 * @returns {{day: number, openings: Opening[]}[]}
 */
export function week(openings) {
  return [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, openings: openings.filter((each) => each.day === day) }));
}

/**
 * Open until when, or closed and again open when: `inDays` 0 is today, 7 the same day next week. An opening that ends
 * at midnight and goes on the next day is one.
 * @param {readonly Opening[]} openings
 * @param {{day: number, time: string}} clock
 * @returns {{isOpen: true, until: string | null} | {isOpen: false, opens: {day: number, time: string, inDays: number} | null}}
 */
export function openState(openings, { day, time }) {
  const current = openings.find((each) => each.day === day && each.opens <= time && time < each.closes);
  if (current) return { isOpen: true, until: closing(openings, current) };
  for (let inDays = 0; inDays <= 7; inDays += 1) {
    const then = ((day - 1 + inDays) % 7) + 1;
    const next = openings
      .filter((each) => each.day === then && (inDays > 0 || each.opens > time))
      .sort((a, b) => a.opens.localeCompare(b.opens))[0];
    if (next) return { isOpen: false, opens: { day: then, time: next.opens, inDays } };
  }
  return { isOpen: false, opens: null };
}

/**
 * @param {readonly Opening[]} openings
 * @param {Opening} opening
 * @returns {string | null} none when the place never closes
 */
function closing(openings, opening) {
  let last = opening;
  for (let steps = 0; steps < openings.length; steps += 1) {
    const follows = openings.find((each) =>
      last.closes === "24:00"
        ? each.day === (last.day % 7) + 1 && each.opens === "00:00"
        : each.day === last.day && each.opens === last.closes,
    );
    if (!follows) return last.closes;
    last = follows;
  }
  return null;
}
