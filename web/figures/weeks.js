// What is made of the figures of single weeks: pure rules, tested in tests/figures.test.js.

/** @typedef {import("../types/api.js").components["schemas"]["WeekBody"]} Week */
/**
 * @typedef {{ id: string, booked: number, held: number, no_show: number, cancelled: number, taken: number, open: number,
 *   occupancy: number | null }} Span  a week or a month; taken and open: seconds
 */

export const KINDS = /** @type {const} */ (["held", "booked", "no_show", "cancelled"]);

/** @param {readonly Week[]} weeks @returns {Span[]} */
export const asSpans = (weeks) => weeks.map(({ week, ...rest }) => ({ id: week, ...rest }));

/**
 * A week belongs to the month of its Thursday, as it does to the year.
 * @param {readonly Week[]} weeks
 * @returns {Span[]}
 */
export function byMonth(weeks) {
  /** @type {Map<string, Week[]>} */
  const months = new Map();
  for (const week of weeks) {
    const thursday = new Date(Date.parse(week.week) + 3 * 86_400_000).toISOString();
    const month = thursday.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), week]);
  }
  return [...months].map(([id, all]) => ({ id, ...totals(all) }));
}

/**
 * Sums, and how much of the open hours was taken: a week that was open longer weighs more, one that was not open at all
 * counts for nothing.
 * @param {readonly (Week | Span)[]} weeks
 */
export function totals(weeks) {
  const sum = (/** @type {(typeof KINDS)[number] | "taken" | "open"} */ what) => weeks.reduce((total, week) => total + week[what], 0);
  const opened = weeks.filter(({ open }) => open > 0);
  const taken = opened.reduce((total, week) => total + week.taken, 0);
  const open = sum("open");
  // In whole percent as the server has it of a week.
  const occupancy = open === 0 ? null : Math.min(100, Math.floor((taken * 100) / open));
  return { booked: sum("booked"), held: sum("held"), no_show: sum("no_show"), cancelled: sum("cancelled"), taken, open, occupancy };
}

/** Those in which there were open hours. @param {readonly (Week | Span)[]} weeks */
export const countOpen = (weeks) => weeks.filter(({ open }) => open > 0).length;

/** Whole percent; null of nothing. @param {number} part @param {number} whole */
export const percentOf = (part, whole) => (whole === 0 ? null : Math.round((part * 100) / whole));

/**
 * A file for a spreadsheet: with the mark by which it knows the encoding, and the separator of the reader's country.
 * @param {string[]} heads @param {readonly Span[]} spans @param {";" | ","} separator
 */
export function csvOf(heads, spans, separator) {
  const quoted = heads.map((head) => `"${head.replaceAll('"', '""')}"`);
  const rows = spans.map((span) => [span.id, ...KINDS.map((kind) => span[kind]), span.occupancy ?? ""].join(separator));
  return `\ufeff${[quoted.join(separator), ...rows].join("\r\n")}\r\n`;
}
