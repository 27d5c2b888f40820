// What of the appointments is shown, as it stands in the address of the page and in the requests.

import { datesOfWeek, weekOf } from "../components/calendar_time.js";

/**
 * @typedef {"week" | "day" | "list" | "waiting"} View
 * @typedef {"upcoming" | "past" | "all"} When
 * @typedef {"booked" | "held" | "no_show" | "cancelled"} Status
 * @typedef {object} AgendaQuery
 * @property {View} view
 * @property {string} date the day, or one of the week
 * @property {string} coach id
 * @property {string} client id
 * @property {string} service id
 * @property {Status | ""} status
 * @property {boolean} cancelled whether week and day show those too
 * @property {When} when of the list
 * @property {string} from of the list
 * @property {string} to of the list
 * @property {"open" | "offered" | ""} wishes which of the waiting list: those that wait or have an offer, or an offer; empty: all
 * @property {string} cursor
 * @property {string} open id of the appointment whose particulars are shown
 */

export const VIEWS = /** @type {const} */ (["week", "day", "list"]);
export const WHENS = /** @type {const} */ (["upcoming", "past", "all"]);
export const STATUSES = /** @type {const} */ (["booked", "held", "no_show", "cancelled"]);
export const PAGE_SIZE = 50;
/** The most that one answer holds. */
export const LARGEST_PAGE = 200;
/** What does not stand in the address. */
const USUAL = { view: "week", when: "upcoming", wishes: "open" };

const isDate = (/** @type {string | null} */ text) => /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") && !Number.isNaN(Date.parse(`${text}`));

/**
 * @param {URLSearchParams} query of the page
 * @param {string} today
 * @returns {AgendaQuery}
 */
export function readQuery(query, today) {
  /** @template {string} V @param {string} name @param {readonly V[]} known @param {V} usual */
  const oneOf = (name, known, usual) => known.find((one) => one === query.get(name)) ?? usual;
  const id = (/** @type {string} */ name) => (/^\d{1,15}$/.test(query.get(name) ?? "") ? String(query.get(name)) : "");
  const date = (/** @type {string} */ name) => (isDate(query.get(name)) ? String(query.get(name)) : "");
  return {
    view: oneOf("view", [...VIEWS, "waiting"], "week"),
    date: date("date") || today,
    coach: id("coach"),
    client: id("client"),
    service: id("service"),
    status: /** @type {Status | ""} */ (oneOf("status", ["", ...STATUSES], "")),
    cancelled: query.get("cancelled") === "1",
    when: oneOf("when", WHENS, "upcoming"),
    from: date("from"),
    to: date("to"),
    wishes: query.get("wishes") === "all" ? "" : oneOf("wishes", ["open", "offered"], "open"),
    cursor: query.get("cursor") ?? "",
    open: id("open"),
  };
}

/**
 * The page's own address for it; what is usual is left out.
 * @param {AgendaQuery} asked @param {string} today
 */
export function pathOf(asked, today) {
  const params = new URLSearchParams();
  if (asked.view !== USUAL.view) params.set("view", asked.view);
  if (asked.date !== today && (asked.view === "week" || asked.view === "day")) params.set("date", asked.date);
  for (const name of /** @type {const} */ (["coach", "client", "service", "status"])) if (asked[name]) params.set(name, asked[name]);
  if (asked.cancelled && asked.view !== "list") params.set("cancelled", "1");
  if (asked.view === "list") {
    if (asked.when !== USUAL.when) params.set("when", asked.when);
    if (asked.from) params.set("from", asked.from);
    if (asked.to) params.set("to", asked.to);
  }
  if (asked.view === "waiting" && asked.wishes !== USUAL.wishes) params.set("wishes", asked.wishes || "all");
  if (asked.cursor) params.set("cursor", asked.cursor);
  if (asked.open) params.set("open", asked.open);
  const text = params.toString();
  return text ? `/appointments?${text}` : "/appointments";
}

/** Filters that every view has. @param {AgendaQuery} asked */
const shared = ({ coach, client, service, status }) => ({ coach, client, service, status });

/** Parameters of the request for a week or a day: both from Monday, so that going through its days asks nothing. @param {AgendaQuery} asked */
export function weekRequest(asked) {
  const dates = datesOfWeek(weekOf(asked.date));
  return { ...shared(asked), from: dates[0], to: dates[6], ordering: "starts_at", page_size: LARGEST_PAGE };
}

/** Whether it has ended. */
const OVER = { upcoming: false, past: true, all: null };

/** Parameters of the request for a page of the list. @param {AgendaQuery} asked */
export function listRequest(asked) {
  const { when, from, to, cursor } = asked;
  const isForward = when === "upcoming" || (when === "all" && from !== "");
  return { ...shared(asked), over: OVER[when], from, to, cursor, ordering: isForward ? "starts_at" : "-starts_at", page_size: PAGE_SIZE };
}

/** Whether anything narrows what is shown. @param {AgendaQuery} asked */
export function isNarrowed({ view, coach, client, service, status, from, to }) {
  return [coach, client, service, status].some(Boolean) || (view === "list" && Boolean(from || to));
}

/** The cursor in an address that the API gave. @param {string} url */
export function cursorIn(url) {
  return new URL(url, "http://api").searchParams.get("cursor") ?? "";
}
