// What of the visitors is listed, as it stands in the address and in the request: pure, tested in tests/visitors.test.js.

/**
 * @typedef {object} ListQuery
 * @property {string} search
 * @property {string} category id
 * @property {"" | "given" | "missing"} consent
 * @property {"" | "true"} hold
 * @property {string} ordering
 * @property {string} cursor
 */

const ORDERINGS = ["last_name", "-last_name", "last_visit_at", "-last_visit_at", "created_at", "-created_at", "used_seconds", "-used_seconds"];

/** @param {URLSearchParams} query @returns {ListQuery} */
export function readQuery(query) {
  const consent = query.get("consent");
  return {
    search: query.get("search") ?? "",
    category: /^\d{1,15}$/.test(query.get("category") ?? "") ? String(query.get("category")) : "",
    consent: consent === "given" || consent === "missing" ? consent : "",
    hold: query.get("hold") === "true" ? "true" : "",
    ordering: ORDERINGS.find((one) => one === query.get("ordering")) ?? "",
    cursor: query.get("cursor") ?? "",
  };
}

/** @param {ListQuery} query */
export function pathOf(query) {
  const given = Object.entries(query).filter(([, value]) => value !== "");
  const text = new URLSearchParams(given).toString();
  return text ? `/visitors?${text}` : "/visitors";
}

/** @param {ListQuery} query */
export const isNarrowed = ({ search, category, consent, hold }) => [search, category, consent, hold].some((value) => value !== "");

/** @param {string} url an address that the API gave */
export const cursorIn = (url) => new URL(url, "http://place").searchParams.get("cursor") ?? "";
