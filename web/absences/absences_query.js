// What of the absences is looked at, as it stands in the address of the page and in the requests: pure rules.

import { STATUSES } from "./shapes.js";

/**
 * @typedef {object} AbsencesQuery
 * @property {import("./shapes.js").AbsenceStatus | "all"} status
 * @property {import("./shapes.js").Origin | ""} origin
 * @property {string} student id of the person
 * @property {string} group id
 * @property {string} from
 * @property {string} to
 * @property {string} cursor
 */

const PAGE = 50;
/** Who decides sees first what waits for it; it does not stand in the address. */
const USUAL = "justified";

/** @param {URLSearchParams} query @returns {AbsencesQuery} */
export function readQuery(query) {
  const id = (/** @type {string} */ name) => (/^\d{1,15}$/.test(query.get(name) ?? "") ? String(query.get(name)) : "");
  const date = (/** @type {string} */ name) => (/^\d{4}-\d{2}-\d{2}$/.test(query.get(name) ?? "") ? String(query.get(name)) : "");
  const origin = query.get("origin");
  return {
    status: [...STATUSES, /** @type {const} */ ("all")].find((one) => one === query.get("status")) ?? USUAL,
    origin: origin === "declared" || origin === "found" ? origin : "",
    student: id("student"),
    group: id("group"),
    from: date("from"),
    to: date("to"),
    cursor: query.get("cursor") ?? "",
  };
}

/** The page's own address for it; what is usual is left out. @param {AbsencesQuery} asked */
export function pathOf(asked) {
  const params = new URLSearchParams();
  if (asked.status !== USUAL) params.set("status", asked.status);
  for (const name of /** @type {const} */ (["origin", "student", "group", "from", "to", "cursor"])) if (asked[name]) params.set(name, asked[name]);
  const text = params.toString();
  return text ? `/absences?${text}` : "/absences";
}

/** Parameters of the request. @param {AbsencesQuery} asked */
export function requestOf({ status, ...others }) {
  return { ...others, status: status === "all" ? "" : status, page_size: PAGE };
}

/** The cursor in an address that the API gave. @param {string} url */
export function cursorIn(url) {
  return new URL(url, "http://api").searchParams.get("cursor") ?? "";
}

/** Whether anything but the state narrows the list. @param {AbsencesQuery} asked */
export const isNarrowed = ({ origin, student, group, from, to }) => [origin, student, group, from, to].some(Boolean);
