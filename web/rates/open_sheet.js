// The sheet to sign is a page of the server's own, that only the token opens: it is read here and shown in a window of
// its own, ready to be printed.

import { get } from "../api.js";
import { API } from "../constants.js";

/** @typedef {{ group?: string | number, date?: string, half?: "am" | "pm", lesson?: number }} SheetQuery */

/** @param {SheetQuery} query @returns {Promise<"shown" | "blocked">} throws an ApiError */
export async function openSheet(query) {
  // Opened at once, while it is still the press that opens it: later, the browser would refuse.
  const target = window.open("", "_blank");
  if (!target) return "blocked";
  try {
    const text = /** @type {string} */ (await get("/school/sheet/", query, { as: "text", headers: { accept: "text/html" } }));
    const url = URL.createObjectURL(new Blob([rooted(text, API || location.origin)], { type: "text/html;charset=utf-8" }));
    target.location.replace(url);
    // Kept as long as somebody may load it again, before this page is left.
    addEventListener("pagehide", () => URL.revokeObjectURL(url), { once: true });
    return "shown";
  } catch (error) {
    target.close();
    throw error;
  }
}

/** A page that lies in no folder finds its styles by their whole address only. @param {string} text @param {string} origin */
export const rooted = (text, origin) => text.replaceAll(/ href="\/(?!\/)/g, ` href="${origin}/`);
