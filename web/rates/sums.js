// What is made of rows of figures: pure rules, tested in tests/rates.test.js.

/** @typedef {import("./shapes.js").FigureRow} FigureRow */
/** @typedef {import("./shapes.js").Figures} Figures */

export const COUNTS = /** @type {const} */ (["planned", "present", "late", "absent", "excused", "justified", "left_early", "remote"]);

/** @param {Figures} row */
export const attended = (row) => row.present + row.late + row.left_early + row.remote;

/**
 * Percent of presence, cut to a tenth as the API cuts it: whoever is excused lowers nothing.
 * @param {Figures} row @returns {number | null}
 */
export function rateOf(row) {
  const there = attended(row);
  const counted = there + row.absent;
  return counted === 0 ? null : Math.floor((there * 1000) / counted) / 10;
}

/**
 * The sum of rows that tell students, weekdays or weeks apart: no seat stands in two of them. Hours do count once only
 * where each lesson stands in one row.
 * @param {readonly FigureRow[]} rows
 */
export function totalOf(rows) {
  const sum = Object.fromEntries(COUNTS.map((name) => [name, rows.reduce((all, row) => all + row[name], 0)]));
  const figures = /** @type {Figures} */ (sum);
  const minutes = (/** @type {"minutes_planned" | "minutes_given"} */ name) => rows.reduce((all, row) => all + row[name], 0);
  return { ...figures, rate: rateOf(figures), minutes_planned: minutes("minutes_planned"), minutes_given: minutes("minutes_given") };
}

/** @param {readonly FigureRow[]} rows @param {string} sort column, with "-" when descending @returns {FigureRow[]} what has no value comes last */
export function sorted(rows, sort) {
  const name = sort.replace(/^-/, "");
  if (!sort) return [...rows];
  const way = sort.startsWith("-") ? -1 : 1;
  return [...rows].sort((a, b) => {
    if (name === "name") return way * a.name.localeCompare(b.name);
    const [x, y] = [valueOf(a, name), valueOf(b, name)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return way * (x - y);
  });
}

/** @param {FigureRow} row @param {string} name @returns {number | null} */
function valueOf(row, name) {
  const value = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (row))[name];
  return typeof value === "number" ? value : null;
}

/** Without case and accents. @param {string} text */
export const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
