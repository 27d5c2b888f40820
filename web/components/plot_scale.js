/* The axis of a plot: pure rules, tested in tests/plot_scale.test.js. */

/** @typedef {{ low: number, high: number, ticks: number[] }} Scale */

/**
 * A scale from zero (or from below it) with round ticks, that the greatest value stays under.
 * @param {(number | null)[]} values @param {{ count?: number, most?: number, isWhole?: boolean }} [options]
 *  `most` caps it: 100 for percentages; `isWhole`: things that are counted have no halves
 * @returns {Scale}
 */
export function scaleOf(values, { count = 4, most, isWhole = false } = {}) {
  const known = values.filter((value) => value !== null && Number.isFinite(value)).map(Number);
  const least = Math.min(0, ...known);
  const greatest = Math.max(0, ...known) || (least < 0 ? 0 : 1);
  if (most !== undefined && greatest <= most && greatest > most / 2 && least === 0) return capped(most, count);
  const round = roundStep((greatest - least) / count);
  const step = isWhole ? Math.ceil(round) : round;
  const low = Math.floor(least / step) * step;
  const high = Math.max(Math.ceil(greatest / step) * step, low + step);
  return { low: tidy(low), high: tidy(high), ticks: ticksOf(low, high, step) };
}

/** @param {number} most @param {number} count @returns {Scale} */
function capped(most, count) {
  return { low: 0, high: most, ticks: ticksOf(0, most, most / count) };
}

/** The next of 1, 2, 2.5, 5 and their tenfolds. @param {number} least */
function roundStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 2.5, 5, 10].find((one) => one * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** @param {number} low @param {number} high @param {number} step */
function ticksOf(low, high, step) {
  const ticks = [];
  for (let index = 0; low + index * step <= high + step / 1000; index += 1) ticks.push(tidy(low + index * step));
  return ticks;
}

/** 0.1 + 0.2 is shown as 0.3. @param {number} value */
function tidy(value) {
  return Number(value.toPrecision(12));
}

/** How far up a value lies, 0 to 1. @param {Scale} scale @param {number} value */
export function heightOn(scale, value) {
  return (value - scale.low) / (scale.high - scale.low);
}

/**
 * Every how many labels one is written, so that none runs into the next.
 * @param {number} count of labels @param {number} widest in pixels @param {number} room in pixels
 */
export function labelStride(count, widest, room) {
  if (count < 2 || room <= 0) return 1;
  return Math.max(1, Math.ceil((count * (widest + 8)) / room));
}

/** Runs of values that follow one another; a null parts them. @param {(number | null)[]} values @returns {number[][]} of indexes */
export function runsOf(values) {
  /** @type {number[][]} */
  const runs = [];
  values.forEach((value, index) => {
    if (value === null) return;
    if (index > 0 && values[index - 1] !== null) runs[runs.length - 1].push(index);
    else runs.push([index]);
  });
  return runs;
}
