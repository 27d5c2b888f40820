import { put } from "../api.js";

/**
 * @param {number} visitor @param {File} file @param {(part: number) => void} [onProgress]
 * @returns {Promise<import("./shapes.js").Visitor>}
 */
export function sendPhoto(visitor, file, onProgress) {
  const form = new FormData();
  form.append("photo", file);
  return put(`/api/visitors/${visitor}/photo/`, undefined, { form, onProgress });
}
