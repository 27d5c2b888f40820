// Addresses: what is asked for, and how to go elsewhere. Paths inside the app are written without the base: "/people".

import { h, signal } from "./h.js";
import { BASE } from "./constants.js";
import { NOT_FOUND, ROUTES } from "./routes.js";
import { leaveEntry, newEntry } from "./scroll.js";

/** @typedef {import("./routes.js").Definition} Definition */
/**
 * @typedef {{
 *   path: string,
 *   params: Record<string, string>,
 *   query: URLSearchParams,
 *   definitions: Definition[],
 *   definition: Definition,
 * }} Route  definitions: all that stand for the path; definition: the first of them
 */

/** @param {string} path @param {string} pattern @returns {Record<string, string> | null} */
export function paramsOf(path, pattern) {
  const given = path.split("/");
  const wanted = pattern.split("/");
  if (given.length !== wanted.length) return null;
  /** @type {Record<string, string>} */
  const params = {};
  for (const [index, part] of wanted.entries()) {
    if (part.startsWith(":") && given[index] !== "") params[part.slice(1)] = decoded(given[index]);
    else if (part !== given[index]) return null;
  }
  return params;
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @param {string} path without the base @param {string} [search] @returns {Route} */
export function match(path, search = "") {
  const plain = path.length > 1 ? path.replace(/\/+$/, "") : path;
  const query = new URLSearchParams(search);
  const definitions = ROUTES.filter(({ path: pattern }) => paramsOf(plain, pattern));
  const definition = definitions[0] ?? NOT_FOUND;
  return { path: plain || "/", params: paramsOf(plain, definition.path) ?? {}, query, definitions, definition };
}

function read() {
  const { pathname, search } = location;
  return match(pathname.startsWith(BASE) ? pathname.slice(BASE.length) || "/" : pathname, search);
}

export const route = signal(match("/"));

/** How many pages this document has shown before: the first one leaves the focus where the browser put it. */
export const visits = signal(0);

/** The address of a path, for links. @param {string} path */
export const href = (path) => `${BASE}${path}`;

/**
 * @param {string} path may carry a query and a fragment
 * @param {{ replace?: boolean }} [options]
 */
export function navigate(path, { replace = false } = {}) {
  if (replace || href(path) === location.pathname + location.search + location.hash) history.replaceState(history.state, "", href(path));
  else {
    leaveEntry();
    history.pushState(newEntry(), "", href(path));
  }
  arrive();
}

/**
 * Changes the query of this page, which stays as it is otherwise; null or "" takes a name out.
 * @param {Record<string, string | number | null | undefined>} changes
 */
export function setQuery(changes) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === "") query.delete(name);
    else query.set(name, String(value));
  }
  const search = query.toString();
  history.replaceState(history.state, "", `${location.pathname}${search && `?${search}`}${location.hash}`);
  route.value = { ...route.peek(), query };
}

function arrive() {
  const before = route.peek();
  route.value = read();
  if (route.peek().path !== before.path) visits.value += 1;
}

/** Follows the address bar, and every plain click on a link into the app. */
export function startRouter() {
  route.value = read();
  history.scrollRestoration = "manual";
  if (!history.state?.entry) history.replaceState(newEntry(), "");
  addEventListener("popstate", arrive);
  document.addEventListener("click", (event) => {
    const path = pathOfClick(event);
    if (path === null) return;
    event.preventDefault();
    navigate(path);
  });
}

/** @param {MouseEvent} event @returns {string | null} */
function pathOfClick(event) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return null;
  const { pathname, search, hash } = link;
  if (pathname !== BASE && !pathname.startsWith(`${BASE}/`)) return null;
  // Within the page, as a skip link: the browser's own doing.
  if (hash && pathname === location.pathname && search === location.search) return null;
  return (pathname.slice(BASE.length) || "/") + search + hash;
}

/**
 * A link into the app; it says when it leads to the page that is shown.
 * @param {{ to: string, class?: string, children?: import("./h.js").Children } & Record<string, unknown>} props
 */
export function Link({ to, children, ...rest }) {
  const isHere = route.value.path === to.split(/[?#]/)[0];
  return h("a", { ...rest, href: href(to), "aria-current": isHere ? "page" : undefined }, children);
}
