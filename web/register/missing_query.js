// What is asked of the list of missing registers, as it stands in the address.

/** @typedef {"" | "today" | "week" | "month"} Period */
/** @typedef {{ search: string, period: Period, group: string, professor: string, cursor: string }} Asked */

const PERIODS = ["today", "week", "month"];

/** @param {URLSearchParams} query @returns {Asked} */
export function asked(query) {
  const text = (/** @type {string} */ name) => query.get(name) ?? "";
  const id = (/** @type {string} */ name) => (/^\d+$/.test(text(name)) ? text(name) : "");
  const period = /** @type {Period} */ (PERIODS.includes(text("period")) ? text("period") : "");
  return { search: text("search"), period, group: id("group"), professor: id("professor"), cursor: text("cursor") };
}

/** @param {Asked} asked */
export const isNarrowed = ({ search, period, group, professor }) => [search, period, group, professor].some(Boolean);

/** The first day of a period that ends today; "": all. @param {Period} period @param {string} today */
export function fromDay(period, today) {
  if (period === "") return "";
  const back = { today: 0, week: 6, month: 29 }[period];
  return new Date(Date.parse(`${today}T00:00Z`) - back * 86_400_000).toISOString().slice(0, 10);
}
