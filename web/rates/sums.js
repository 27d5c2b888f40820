// What is made of rows of figures: pure rules, tested in tests/rates.test.js.

/** @typedef {import("./shapes.js").FigureRow} FigureRow */
/** @typedef {import("./shapes.js").Figures} Figures */

/** @param {Figures} row */
export const attended = (row) => row.present + row.late + row.left_early + row.remote;

/** Rows under the limit. @param {readonly FigureRow[]} rows @param {number} limit percent */
export const under = (rows, limit) => rows.filter(({ rate }) => rate !== null && rate < limit).length;

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
