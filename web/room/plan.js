// Seats as they stand in the room: positions become places of a grid, so that nothing overlaps at any width. Pure rules.

/** @typedef {import("./shapes.js").LiveSeat} LiveSeat */
/** @typedef {{ seat: LiveSeat, column: number, row: number }} Placed from 1 */

/** A gap so much wider than the usual one is an aisle. */
const AISLE = 1.6;
/** Positions nearer than this part of the usual gap stand in one line. */
const SAME = 0.45;

/**
 * Where each of these numbers stands among the lines that they make.
 * @param {readonly number[]} positions
 * @returns {Map<number, number>} lines from 1; an aisle leaves one free
 */
export function lines(positions) {
  const sorted = [...new Set(positions)].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((at, index) => at - sorted[index]);
  const usual = median(gaps.filter((gap) => gap > Math.max(...gaps, 0) * 0.2));
  /** @type {Map<number, number>} */
  const found = new Map();
  let line = 1;
  let start = sorted[0];
  for (const at of sorted) {
    const gap = at - start;
    if (at !== start && gap > usual * SAME) {
      line += gap > usual * AISLE ? 2 : 1;
      start = at;
    }
    found.set(at, line);
  }
  return found;
}

/** @param {readonly number[]} numbers */
function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 1;
}

/** @param {readonly LiveSeat[]} seats @returns {{ placed: Placed[], loose: LiveSeat[], columns: boolean[] }} columns: whether seats stand there, or none but the aisle */
export function planOf(seats) {
  const known = seats.filter(({ position_x: x, position_y: y }) => x !== null && y !== null);
  const columns = lines(known.map(({ position_x }) => Number(position_x)));
  const rows = lines(known.map(({ position_y }) => Number(position_y)));
  const taken = new Set();
  /** @type {Placed[]} */
  const placed = [];
  const loose = seats.filter((seat) => !known.includes(seat));
  for (const seat of known) {
    const column = columns.get(Number(seat.position_x)) ?? 1;
    const row = rows.get(Number(seat.position_y)) ?? 1;
    // Two at one place: the second is shown below, rather than over the first.
    if (taken.has(`${column} ${row}`)) loose.push(seat);
    else placed.push({ seat, column, row });
    taken.add(`${column} ${row}`);
  }
  const used = new Set(placed.map(({ column }) => column));
  return { placed, loose, columns: Array.from({ length: Math.max(0, ...used) }, (_, index) => used.has(index + 1)) };
}
