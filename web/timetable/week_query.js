// What of the timetable is shown, as it stands in the address of the page and in the requests: pure, tested in
// tests/timetable.test.js.

import { datesOfWeek, isWeek, weekOf } from "../components/calendar_time.js";

/**
 * @typedef {import("./shapes.js").Whose} Whose
 * @typedef {"week" | "day"} View
 * @typedef {object} WeekQuery
 * @property {View} view
 * @property {string} date the day, or one of the week
 * @property {Whose} whose
 * @property {number | null} open id of the lesson whose particulars are shown
 */

const KINDS = /** @type {const} */ (["person", "group", "room"]);

/** @param {URLSearchParams} query @param {string} today @returns {WeekQuery} */
export function readQuery(query, today) {
  return {
    view: query.get("view") === "day" ? "day" : "week",
    date: dateIn(query, today),
    whose: whoseIn(query),
    open: idIn(query, "open"),
  };
}

/** A day, or a week as the API names it: then today if it is of that week, else its Monday. @param {URLSearchParams} query @param {string} today */
function dateIn(query, today) {
  const date = query.get("date") ?? "";
  if (/^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(`${date}T00:00Z`))) return date;
  const week = query.get("week");
  if (!week || !isWeek(week) || weekOf(today) === week) return today;
  return datesOfWeek(week)[0];
}

/** @param {URLSearchParams} query @returns {Whose} */
function whoseIn(query) {
  for (const kind of KINDS) {
    const id = idIn(query, kind);
    if (id) return { kind, id };
  }
  return { kind: "mine" };
}

/** @param {URLSearchParams} query @param {string} name */
function idIn(query, name) {
  const id = Number(query.get(name));
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}

/**
 * The page's own address for it; what is usual is left out.
 * @param {WeekQuery} asked @param {string} today
 */
export function pathOf({ view, date, whose, open }, today) {
  const params = new URLSearchParams();
  if (whose.kind !== "mine") params.set(whose.kind, String(whose.id));
  if (view !== "week") params.set("view", view);
  if (date !== today) params.set("date", date);
  if (open) params.set("open", String(open));
  const text = params.toString();
  return text ? `/timetable?${text}` : "/timetable";
}

/** Parameters of the request for the week. @param {Pick<WeekQuery, "date" | "whose">} asked */
export function weekRequest({ date, whose }) {
  const week = weekOf(date);
  return whose.kind === "mine" ? { week } : { week, [whose.kind]: whose.id };
}

/** @param {Whose} whose */
export const keyOf = (whose) => (whose.kind === "mine" ? "mine" : `${whose.kind}-${whose.id}`);

/**
 * One's own week needs no name of oneself in the address.
 * @param {Whose} whose @param {number | undefined} me
 * @returns {Whose}
 */
export function withoutMe(whose, me) {
  return whose.kind === "person" && whose.id === me ? { kind: "mine" } : whose;
}

/**
 * Reason by date, for the days of a week.
 * @param {readonly import("./shapes.js").ClosedDay[]} closed @param {readonly string[]} dates
 * @returns {Record<string, string>}
 */
export function closedDates(closed, dates) {
  /** @type {Record<string, string>} */
  const reasons = {};
  for (const date of dates) {
    const found = closed.find(({ first_day, last_day }) => first_day <= date && date <= last_day);
    if (found) reasons[date] = found.name;
  }
  return reasons;
}

/**
 * Who is named on a lesson: on a professor's week the groups, on a student's the professors.
 * @param {Whose} whose @param {readonly import("./shapes.js").Lesson[]} lessons @param {{ id?: number, teaches: boolean }} me
 * @returns {"professors" | "groups" | "both"}
 */
export function namesOn(whose, lessons, me) {
  if (whose.kind === "group") return "professors";
  if (whose.kind === "room") return "both";
  const person = whose.kind === "person" ? whose.id : me.id;
  if (lessons.length === 0) return whose.kind === "mine" && me.teaches ? "groups" : "professors";
  const given = lessons.filter(({ professors }) => professors.some(({ id }) => id === person)).length;
  if (given === 0) return "professors";
  return given === lessons.length ? "groups" : "both";
}
