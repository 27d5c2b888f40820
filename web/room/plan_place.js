// Places on the plan, of which each side has 10 000 parts: pure rules.

/** @typedef {{ x: number, y: number }} At */

export const WHOLE = 10_000;
/** What is put down comes to rest at a multiple of it, so that rows are straight. */
export const STEP = 500;
/** The next seat stands so far from the one before. */
const APART = { x: 2_000, y: 1_500 };

/** @type {Record<string, At>} */
const ARROWS = { ArrowLeft: { x: -STEP, y: 0 }, ArrowRight: { x: STEP, y: 0 }, ArrowUp: { x: 0, y: -STEP }, ArrowDown: { x: 0, y: STEP } };

/** @param {number} value */
const within = (value) => Math.min(WHOLE, Math.max(0, value));
/** @param {number} value */
const snapped = (value) => within(Math.round(value / STEP) * STEP);

/** @param {At} at @returns {At} */
export const settled = ({ x, y }) => ({ x: snapped(x), y: snapped(y) });

/** Null: that key moves nothing. @param {At} at @param {string} key @returns {At | null} */
export function afterKey({ x, y }, key) {
  const by = ARROWS[key];
  return by ? settled({ x: x + by.x, y: y + by.y }) : null;
}

/** Where there is room for one more, row by row. @param {readonly At[]} taken @returns {At} */
export function nextFree(taken) {
  for (let y = 0; y <= WHOLE; y += APART.y) {
    for (let x = 0; x <= WHOLE; x += APART.x) {
      const isTaken = taken.some((at) => Math.abs(at.x - x) < APART.x && Math.abs(at.y - y) < APART.y);
      if (!isTaken) return { x, y };
    }
  }
  return { x: 0, y: 0 };
}
