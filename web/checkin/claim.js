// A student's own check-in, and what a refusal of it means.

import { ApiError, post } from "../api.js";
import { t } from "../i18n.js";
import { deviceName } from "./device.js";

/** @typedef {import("./shapes.js").Done} Done */
/**
 * @typedef {{ is: "done", done: Done }
 *   | { is: "second", first: string }
 *   | { is: "device" }
 *   | { is: "closed" }} Answered  second: another code is asked for after this one
 */

/**
 * Throws an ApiError whose words stand at the field `code`.
 * @param {number} lesson @param {{ code: string, previous_code?: string }} codes
 * @returns {Promise<Answered>}
 */
export async function claim(lesson, codes) {
  try {
    const { status, minutes, decision } = await post(`/api/lessons/${lesson}/check-in/`, { ...codes, device: deviceName() });
    return { is: "done", done: { status, minutes, decision, accepted: null } };
  } catch (error) {
    const known = error instanceof ApiError && afterRefusal(error, codes.code);
    if (known) return known;
    throw error instanceof ApiError ? atField(error) : error;
  }
}

/** @param {{ code: string, body: Record<string, any> }} refusal @param {string} typed @returns {Answered | null} */
export function afterRefusal({ code, body }, typed) {
  if (code === "already_in") return { is: "done", done: { status: null, minutes: 0, decision: body.decision ?? "green", accepted: body.accepted ?? null } };
  if (code === "second_code_needed") return { is: "second", first: typed };
  if (code === "device_taken") return { is: "device" };
  return code === "closed" || code === "register_closed" ? { is: "closed" } : null;
}

/** @param {ApiError} error */
function atField(error) {
  const isOffline = error.status === 0;
  const message = isOffline ? t("checkin.mine.offline") : error.message;
  // Said once: at the field, or above it when it is nothing that one can type better.
  return new ApiError(error.status, { code: error.code, ...(isOffline ? { message } : { message: "", errors: { code: [message] } }) });
}
