// What of my appointments is looked at, as it stands in the address of the page and in the requests.

/** @typedef {"upcoming" | "past" | "notes"} View */

export const VIEWS = /** @type {const} */ (["upcoming", "past", "notes"]);
const PAGE = 20;

/** @param {URLSearchParams} query @returns {{ view: View, cursor: string }} */
export function readQuery(query) {
  const view = VIEWS.find((one) => one === query.get("view")) ?? "upcoming";
  return { view, cursor: query.get("cursor") ?? "" };
}

/** The page's own address for it; what is usual is left out. @param {View} view @param {string} [cursor] */
export function pathOf(view, cursor = "") {
  const params = new URLSearchParams();
  if (view !== "upcoming") params.set("view", view);
  if (cursor) params.set("cursor", cursor);
  const text = params.toString();
  return text ? `/my-appointments?${text}` : "/my-appointments";
}

/**
 * Parameters of the request; the server has what comes next first, of what is over what was last.
 * @param {View} view @param {string} cursor
 * @returns {Record<string, string | number>}
 */
export function requestOf(view, cursor) {
  /** @type {Record<string, string | number>} */
  const params = { page_size: PAGE };
  if (view !== "notes") params.when = view;
  if (cursor) params.cursor = cursor;
  return params;
}

/** The cursor in an address that the API gave. @param {string} url */
export function cursorIn(url) {
  return new URL(url, "http://of.no.matter").searchParams.get("cursor") ?? "";
}
