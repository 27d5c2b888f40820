// One exchange with the server: in time, tried again where that is harmless.

import { noAnswer, seconds } from "./api_error.js";
import { noteAnswer, noteSilence } from "./offline.js";

/**
 * @typedef {{
 *   method: string,
 *   headers: Record<string, string>,
 *   body?: BodyInit,
 *   signal?: AbortSignal,
 *   timeout: number,
 *   onProgress?: (sent: number) => void,
 *   repeatable: boolean,
 * }} Exchange  `onProgress` hears which part has been sent, from 0 to 1
 */

/** How often a repeatable request is tried in all. */
const TRIES = 3;
/** Milliseconds before the second try; twice as long before the third. */
const PAUSE = 300;
/** A server that asks to wait longer is not waited for: the reader decides. */
const LONGEST_WAIT = 5_000;

const BUSY = [502, 503, 504];

/**
 * Resolves with whatever the server answered; throws an ApiError of status 0 when nothing came.
 * @param {string} url
 * @param {Exchange} exchange
 * @returns {Promise<Response>}
 */
export async function send(url, exchange) {
  for (let attempt = 1; ; attempt += 1) {
    const isLast = !exchange.repeatable || attempt === TRIES;
    try {
      const response = await once(url, exchange);
      // The first try may have deleted what the second one no longer finds.
      if (attempt > 1 && exchange.method === "DELETE" && response.status === 404) return new Response(null, { status: 204 });
      if (isLast || !BUSY.includes(response.status)) return response;
      const asked = (seconds(response.headers.get("retry-after")) ?? 0) * 1000;
      if (asked > LONGEST_WAIT) return response;
      await pause(Math.max(asked, backoff(attempt)), exchange.signal);
    } catch (error) {
      const mayPass = error instanceof Error && "code" in error && error.code === "offline" && navigator.onLine !== false;
      if (isLast || !mayPass) throw error;
      await pause(backoff(attempt), exchange.signal);
    }
  }
}

/** Spread, so that all tabs and people do not come back at one moment. @param {number} attempt */
const backoff = (attempt) => PAUSE * 2 ** (attempt - 1) * (0.5 + Math.random());

/** @param {number} wait @param {AbortSignal} [signal] */
function pause(wait, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, wait, undefined);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

/** @param {string} url @param {Exchange} exchange */
async function once(url, exchange) {
  const late = AbortSignal.timeout(exchange.timeout);
  const signal = exchange.signal ? AbortSignal.any([exchange.signal, late]) : late;
  try {
    const response = await (exchange.onProgress ? upload : fetched)(url, exchange, signal);
    noteAnswer();
    return response;
  } catch (error) {
    exchange.signal?.throwIfAborted();
    if (late.aborted) throw noAnswer("timeout");
    noteSilence();
    throw noAnswer("offline");
  }
}

/** Reads the body too, so that the time covers all of it. @param {string} url @param {Exchange} exchange @param {AbortSignal} signal */
async function fetched(url, { method, headers, body }, signal) {
  const response = await fetch(url, { method, headers, body, signal, cache: "no-store", redirect: "error" });
  return whole(await response.blob(), response.status, response.headers);
}

/** fetch does not tell how much it has sent. @param {string} url @param {Exchange} exchange @param {AbortSignal} signal @returns {Promise<Response>} */
function upload(url, { method, headers, body, onProgress }, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.responseType = "blob";
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(whole(request.response, request.status, headersOf(request)));
    request.onerror = () => reject(new TypeError("no answer"));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener("abort", () => request.abort());
    request.send(/** @type {XMLHttpRequestBodyInit} */ (body));
  });
}

/** @param {XMLHttpRequest} request */
function headersOf(request) {
  const lines = request.getAllResponseHeaders().trim().split(/\r?\n/).filter(Boolean);
  return new Headers(lines.map((line) => /** @type {[string, string]} */ (line.split(/:\s*(.*)/s).slice(0, 2))));
}

/** @param {Blob} body @param {number} status @param {Headers} headers */
function whole(body, status, headers) {
  const isEmpty = [204, 205, 304].includes(status);
  return new Response(isEmpty ? null : body, { status, headers });
}
