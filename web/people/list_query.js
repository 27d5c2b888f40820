// What a list of people is asked for, as it stands in the address of the page and in the request.

import { OWN_FIELDS, kindOf } from "./kinds.js";

/** @typedef {import("./kinds.js").Kind} Kind */

/**
 * @typedef {object} ListQuery
 * @property {Kind} kind
 * @property {string} search
 * @property {string} ordering
 * @property {"" | "active" | "inactive"} state
 * @property {string} role among everyone only
 * @property {string} module
 * @property {string} level of students only
 * @property {string} cursor
 * @property {number} size
 */

export const SIZES = /** @type {const} */ ([25, 50, 100, 200]);
const DEFAULT_SIZE = 50;
const DEFAULT_ORDERING = "last_name";

/** @typedef {"last_name" | "-last_name" | "-created_at" | "created_at" | "student_number" | "-student_number"} Ordering */

/**
 * @param {Kind} kind
 * @returns {Ordering[]}
 */
export function orderingsOf(kind) {
  /** @type {Ordering[]} */
  const all = ["last_name", "-last_name", "-created_at", "created_at"];
  return OWN_FIELDS[kind].includes("student_number") ? [...all, "student_number", "-student_number"] : all;
}

/**
 * @param {URLSearchParams} query of the page
 * @returns {ListQuery}
 */
export function readQuery(query) {
  const kind = kindOf(query.get("kind"));
  const state = query.get("state");
  const size = Number(query.get("size"));
  const ordering = orderingsOf(kind).find((one) => one === query.get("ordering"));
  return {
    kind,
    search: query.get("search") ?? "",
    ordering: ordering ?? DEFAULT_ORDERING,
    state: state === "active" || state === "inactive" ? state : "",
    role: kind === "users" ? (query.get("role") ?? "") : "",
    module: query.get("module") ?? "",
    level: kind === "students" ? (query.get("level") ?? "") : "",
    cursor: query.get("cursor") ?? "",
    size: SIZES.find((one) => one === size) ?? DEFAULT_SIZE,
  };
}

/**
 * The page's own address for it; what is usual is left out.
 * @param {ListQuery} query
 * @returns {string}
 */
export function pathOf(query) {
  const params = new URLSearchParams();
  if (query.kind !== "users") params.set("kind", query.kind);
  for (const name of /** @type {const} */ (["search", "state", "role", "module", "level", "cursor"])) {
    if (query[name]) params.set(name, query[name]);
  }
  if (query.ordering !== DEFAULT_ORDERING) params.set("ordering", query.ordering);
  if (query.size !== DEFAULT_SIZE) params.set("size", String(query.size));
  const text = params.toString();
  return text ? `/people?${text}` : "/people";
}

/**
 * Parameters of the request.
 * @param {ListQuery} query
 * @returns {Record<string, string | number | boolean>}
 */
export function requestOf(query) {
  /** @type {Record<string, string | number | boolean>} */
  const params = { ordering: query.ordering, page_size: query.size };
  for (const name of /** @type {const} */ (["search", "role", "module", "level", "cursor"])) {
    if (query[name]) params[name] = query[name];
  }
  if (query.state) params.is_active = query.state === "active";
  // An order that was not chosen is left to the API, which knows the quick one for each search.
  if (query.ordering === DEFAULT_ORDERING) delete params.ordering;
  return params;
}

/**
 * The cursor in an address that the API gave.
 * @param {string} url
 * @returns {string}
 */
export function cursorIn(url) {
  return new URL(url, window.location.href).searchParams.get("cursor") ?? "";
}

/**
 * Whether anything narrows the list.
 * @param {ListQuery} query
 * @returns {boolean}
 */
export function isNarrowed(query) {
  return [query.search, query.state, query.role, query.module, query.level].some((value) => value !== "");
}
