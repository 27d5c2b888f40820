// A request that was refused or did not get through, in words for the reader.

import { t } from "./i18n.js";

/** @typedef {{ code?: string, message?: string, errors?: Record<string, string[]> }} Refusal */

export class ApiError extends Error {
  /**
   * @param {number} status 0 when there was no answer
   * @param {Refusal} refusal
   * @param {Headers} [headers]
   */
  constructor(status, refusal, headers) {
    super(refusal.message ?? inWords(status, refusal.code));
    this.name = "ApiError";
    this.status = status;
    /** Stable; "offline" and "timeout" are the app's own. */
    this.code = refusal.code ?? (status >= 500 ? "unavailable" : "refused");
    /** @type {Record<string, string[]>} by field, nested ones as "user.email" */
    this.errors = refusal.errors ?? {};
    /** All that the refusal says, such as the `alternatives` of a time that has gone. @type {Record<string, any>} */
    this.body = refusal;
    /** Seconds after which it may be tried again. */
    this.retryAfter = seconds(headers?.get("retry-after"));
    this.requestId = headers?.get("x-request-id") ?? null;
  }
}

/** No answer came. @param {"offline" | "timeout"} code */
export const noAnswer = (code) => new ApiError(0, { code });

/** @param {Response} response one that is not ok */
export async function refused(response) {
  const refusal = await response.json().catch(() => ({}));
  return new ApiError(response.status, refusal ?? {}, response.headers);
}

/** @param {number} status @param {string} [code] */
function inWords(status, code) {
  if (status === 0) return code === "timeout" ? t("core.error.timeout") : t("core.error.offline");
  if (status === 429) return t("core.error.too_many");
  return status >= 500 ? t("core.error.unavailable") : t("core.error.refused");
}

/** @param {string | null | undefined} text seconds, or a date as HTTP writes it */
export function seconds(text) {
  if (!text) return undefined;
  const found = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - Date.now()) / 1000);
  return Number.isFinite(found) ? Math.max(found, 0) : undefined;
}
