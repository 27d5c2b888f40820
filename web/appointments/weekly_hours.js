// Hours of a week, put together as one says them: days that follow one another and have the same hours are one entry.

/** @typedef {{ day: number, opens: string, closes: string }} Hours day 1 is Monday; "24:00" ends a day */
/** @typedef {{ days: number[], stretches: { opens: string, closes: string }[] }} Stretch days that follow one another */

/** @param {readonly Hours[]} hours @returns {Stretch[]} closed days are left out */
export function sameDays(hours) {
  /** @type {Stretch[]} */
  const found = [];
  for (const day of [1, 2, 3, 4, 5, 6, 7]) {
    const stretches = hours
      .filter((one) => one.day === day)
      .map(({ opens, closes }) => ({ opens, closes }))
      .sort((a, b) => a.opens.localeCompare(b.opens));
    if (stretches.length === 0) continue;
    const last = found.at(-1);
    const follows = last && last.days.at(-1) === day - 1 && JSON.stringify(last.stretches) === JSON.stringify(stretches);
    if (follows) last.days.push(day);
    else found.push({ days: [day], stretches });
  }
  return found;
}
