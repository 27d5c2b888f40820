// Every request to the server goes through `api`.

import { signal } from "./h.js";
import { API, KEYS, TIMES } from "./constants.js";
import { ApiError, refused } from "./api_error.js";
import { lang } from "./i18n.js";
import { refresh } from "./refresh.js";
import { lasting } from "./storage.js";
import { tokens } from "./tokens.js";
import { send } from "./transport.js";

export { ApiError };

/**
 * @typedef {Record<string, string | number | boolean | null | undefined>} Query  what is null, undefined or "" is left out
 *
 * @typedef {{
 *   body?: unknown,
 *   query?: Query,
 *   form?: FormData | Blob,
 *   contentType?: string,
 *   headers?: Record<string, string>,
 *   signal?: AbortSignal,
 *   timeout?: number,
 *   idempotencyKey?: string,
 *   anonymous?: boolean,
 *   onProgress?: (sent: number) => void,
 *   as?: "json" | "blob" | "text",
 * }} Options
 *  body: sent as JSON; form: sent as it is (`contentType` names what a Blob holds); anonymous: without the tokens, so
 *  that a 401 is an answer as any other; onProgress: which part has been sent, 0 to 1
 */

/** What the server demands of the person before anything else. */
export const demand = signal(/** @type {"password_change_required" | "otp_setup_required" | null} */ (null));

/** @param {string} path @param {Query} [query] */
export function apiUrl(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return `${API}${path}${search && (path.includes("?") ? "&" : "?")}${search}`;
}

/**
 * The parsed body of the answer, null when it has none. Throws an ApiError, or the reason of the caller's own signal.
 * What an answer holds is the caller's knowledge, hence `any`.
 * @param {string} method
 * @param {string} path
 * @param {Options} [options]
 * @returns {Promise<any>}
 */
export async function api(method, path, options = {}) {
  const url = apiUrl(path, options.query);
  const exchange = exchangeOf(method, url, options);
  const used = options.anonymous ? null : tokens.peek();
  let response = await send(url, withToken(exchange, used?.access));
  if (response.status === 401 && used && (await refresh(used.access))) {
    response = await send(url, withToken(exchange, tokens.peek()?.access));
  }
  settled(exchange, response);
  if (!response.ok) throw heard(await refused(response));
  const device = response.headers.get("x-device-token");
  // On the server's own origin a cookie does this.
  if (device && API) lasting.write(KEYS.device, device);
  if (response.status === 204) return null;
  return options.as === "blob" ? response.blob() : options.as === "text" ? response.text() : response.json();
}

/** @param {string} path @param {Query} [query] @param {Options} [options] */
export const get = (path, query, options) => api("GET", path, { ...options, query });
/** @param {string} path @param {unknown} [body] @param {Options} [options] */
export const post = (path, body, options) => api("POST", path, { ...options, body });
/** @param {string} path @param {unknown} [body] @param {Options} [options] */
export const put = (path, body, options) => api("PUT", path, { ...options, body });
/** @param {string} path @param {unknown} [body] @param {Options} [options] */
export const patch = (path, body, options) => api("PATCH", path, { ...options, body });
/** @param {string} path @param {Options} [options] */
export const del = (path, options) => api("DELETE", path, options);

const REPEATABLE = ["GET", "HEAD", "PUT", "DELETE"];

/** @typedef {import("./transport.js").Exchange} Exchange */

/** @param {string} method @param {string} url @param {Options} options @returns {Exchange} */
function exchangeOf(method, url, { body, form, contentType, headers, anonymous, idempotencyKey, timeout, signal, onProgress }) {
  const json = body === undefined ? undefined : JSON.stringify(body);
  /** @type {Record<string, string>} */
  const sent = { accept: "application/json", "accept-language": lang.peek() };
  const kind = contentType ?? (json && "application/json");
  if (kind) sent["content-type"] = kind;
  const device = anonymous && API && lasting.read(KEYS.device);
  if (device) sent["x-device-token"] = device;
  if (method === "POST" && !anonymous) sent["idempotency-key"] = idempotencyKey ?? keyFor(url, json);
  return {
    method,
    headers: { ...sent, ...headers },
    body: form ?? json,
    signal,
    timeout: timeout ?? (form ? TIMES.upload : TIMES.request),
    onProgress,
    repeatable: REPEATABLE.includes(method),
  };
}

/** @param {Exchange} exchange @param {string} [access] @returns {Exchange} */
function withToken(exchange, access) {
  if (!access) return exchange;
  return { ...exchange, headers: { ...exchange.headers, authorization: `Bearer ${access}` } };
}

/**
 * Keys of POSTs whose outcome is not known: the same request, sent again by its author, is not carried out twice.
 * @type {Map<string, string>}
 */
const keys = new Map();

/** @param {string} url @param {string} [json] */
function keyFor(url, json) {
  const key = keys.get(`${url} ${json}`) ?? crypto.randomUUID();
  if (json !== undefined) keys.set(`${url} ${json}`, key);
  return key;
}

/** @param {Exchange} exchange @param {Response} response */
function settled({ headers, method }, { status }) {
  if (method !== "POST" || status >= 500) return;
  for (const [request, key] of keys) if (key === headers["idempotency-key"]) keys.delete(request);
}

/** @param {ApiError} error */
function heard(error) {
  const { code, status } = error;
  if (status === 403 && (code === "password_change_required" || code === "otp_setup_required")) demand.value = code;
  return error;
}
