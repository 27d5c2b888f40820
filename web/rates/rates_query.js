// What of the figures is looked at, as it stands in the address and in the requests: pure rules, tested in
// tests/rates.test.js.

import { addDays, datesOfWeek, isWeek } from "../components/calendar_time.js";
import { BYS } from "./shapes.js";

/** @typedef {import("./shapes.js").By} By */
/** @typedef {"7" | "30" | "90" | "365" | "dates"} Period  so many days up to today */
/**
 * @typedef {object} RatesQuery
 * @property {By | "lessons"} view
 * @property {Period} period
 * @property {string} from
 * @property {string} to
 * @property {string} student id of the person
 * @property {string} group id
 * @property {string} module id
 * @property {string} professor id of the person
 * @property {string} weekday 1 (Monday) to 7
 * @property {string} sort column, with "-" when descending; empty: as the API has it
 * @property {string} cursor of the lessons
 */

export const PERIODS = /** @type {const} */ (["7", "30", "90", "365", "dates"]);
export const FILTERS = /** @type {const} */ (["student", "group", "module", "professor", "weekday"]);
const USUAL = { view: "student", period: "30" };
/** The API answers no more. */
export const MOST_DAYS = 400;
const PAGE = 50;

const isDate = (/** @type {string | null} */ text) => /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") && !Number.isNaN(Date.parse(String(text)));

/** @param {URLSearchParams} query @param {string} today @returns {RatesQuery} */
export function readQuery(query, today) {
  const id = (/** @type {string} */ name) => (/^\d{1,15}$/.test(query.get(name) ?? "") ? String(query.get(name)) : "");
  const period = PERIODS.find((one) => one === query.get("period")) ?? USUAL.period;
  const days = period === "dates" ? 30 : Number(period);
  const given = (/** @type {string} */ name) => (period === "dates" && isDate(query.get(name)) ? String(query.get(name)) : "");
  return {
    view: [...BYS, /** @type {const} */ ("lessons")].find((one) => one === query.get("by")) ?? "student",
    period: /** @type {Period} */ (period),
    from: given("from") || addDays(today, 1 - days),
    to: given("to") || today,
    student: id("student"),
    group: id("group"),
    module: id("module"),
    professor: id("professor"),
    weekday: /^[1-7]$/.test(query.get("weekday") ?? "") ? String(query.get("weekday")) : "",
    sort: /^-?[a-z_]{1,20}$/.test(query.get("sort") ?? "") ? String(query.get("sort")) : "",
    cursor: query.get("cursor") ?? "",
  };
}

/** The page's own address for it; what is usual is left out. @param {RatesQuery} asked */
export function pathOf(asked) {
  const params = new URLSearchParams();
  if (asked.view !== USUAL.view) params.set("by", asked.view);
  if (asked.period !== USUAL.period) params.set("period", asked.period);
  if (asked.period === "dates") {
    params.set("from", asked.from);
    params.set("to", asked.to);
  }
  for (const name of [...FILTERS, /** @type {const} */ ("sort"), /** @type {const} */ ("cursor")]) if (asked[name]) params.set(name, asked[name]);
  const text = params.toString();
  return text ? `/school/statistics?${text}` : "/school/statistics";
}

/** Parameters of the request for figures. @param {RatesQuery} asked */
export function figuresRequest({ view, from, to, student, group, module, professor, weekday }) {
  return { by: view, from, to, student, group, module, professor, weekday };
}

/** Parameters of the request for the lessons behind them. @param {RatesQuery} asked */
export function lessonsRequest({ from, to, student, group, module, professor, weekday, cursor }) {
  return { from, to, student, group, module, professor, weekday, cursor, ordering: "-starts_at", page_size: PAGE };
}

/**
 * Where a row leads: to the lessons behind it.
 * @param {RatesQuery} asked @param {number | string} key
 * @returns {string | null}
 */
export function pathBehind(asked, key) {
  const { view } = asked;
  const lessons = { ...asked, view: /** @type {const} */ ("lessons"), sort: "", cursor: "" };
  if (view === "lessons") return null;
  if (view !== "week") return pathOf({ ...lessons, [view]: String(key) });
  if (!isWeek(String(key))) return null;
  const dates = datesOfWeek(String(key));
  // Days outside the period that was asked for are not in the figure.
  const from = dates[0] < asked.from ? asked.from : dates[0];
  const to = dates[6] > asked.to ? asked.to : dates[6];
  return pathOf({ ...lessons, period: "dates", from, to });
}

/** What is wrong with dates. @param {{ from: string, to: string }} range @returns {{ field: "from" | "to", problem: "missing" | "order" | "long" } | null} */
export function problemOf({ from, to }) {
  if (!isDate(from)) return { field: "from", problem: "missing" };
  if (!isDate(to)) return { field: "to", problem: "missing" };
  if (to < from) return { field: "to", problem: "order" };
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  return days > MOST_DAYS ? { field: "from", problem: "long" } : null;
}

/** The cursor in an address that the API gave. @param {string} url */
export function cursorIn(url) {
  return new URL(url, "http://api").searchParams.get("cursor") ?? "";
}
