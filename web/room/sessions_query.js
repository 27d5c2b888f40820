// What of the sessions is looked at, as it stands in the address of the page and in the requests: pure rules.

/** "open": those that take a seat. */
export const VIEWS = /** @type {const} */ (["open", "waiting", "ended", "expired", "all"]);
/** What narrows the list; each a parameter of the API. */
const FILTERS = /** @type {const} */ (["room", "workstation", "visitor", "from", "to"]);
const PAGE = 50;
const USUAL = "open";

/**
 * @typedef {{ view: (typeof VIEWS)[number], search: string, room: string, workstation: string, visitor: string, from: string, to: string, cursor: string }} SessionsQuery
 */

/** @param {URLSearchParams} query @returns {SessionsQuery} */
export function readQuery(query) {
  const id = (/** @type {string} */ name) => (/^\d{1,15}$/.test(query.get(name) ?? "") ? String(query.get(name)) : "");
  const date = (/** @type {string} */ name) => (/^\d{4}-\d{2}-\d{2}$/.test(query.get(name) ?? "") ? String(query.get(name)) : "");
  return {
    view: VIEWS.find((one) => one === query.get("status")) ?? USUAL,
    search: query.get("search") ?? "",
    room: id("room"),
    workstation: id("workstation"),
    visitor: id("visitor"),
    from: date("from"),
    to: date("to"),
    cursor: query.get("cursor") ?? "",
  };
}

/** The page's own address for it; what is usual is left out. @param {SessionsQuery} asked */
export function pathOf(asked) {
  const params = new URLSearchParams();
  if (asked.view !== USUAL) params.set("status", asked.view);
  for (const name of /** @type {const} */ (["search", ...FILTERS, "cursor"])) if (asked[name]) params.set(name, asked[name]);
  const text = params.toString();
  return text ? `/rooms/sessions?${text}` : "/rooms/sessions";
}

/** Parameters of the request. @param {SessionsQuery} asked */
export function requestOf({ view, ...others }) {
  const status = view === "open" || view === "all" ? "" : view;
  return { ...others, status, open: view === "open" ? true : "", page_size: PAGE };
}

/** Whether anything but the state narrows the list. @param {SessionsQuery} asked */
export const isNarrowed = (asked) => asked.search !== "" || FILTERS.some((name) => asked[name] !== "");

/** Without what narrows it. @type {Partial<SessionsQuery>} */
export const WIDE = { search: "", room: "", workstation: "", visitor: "", from: "", to: "" };

/** The cursor in an address that the API gave. @param {string} url */
export const cursorIn = (url) => new URL(url, "http://api").searchParams.get("cursor") ?? "";
