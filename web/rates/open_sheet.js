// The sheet to sign is a page of the server's own, which a tab of its own cannot ask for with our token: the server gives a
// link that opens it once.

import { post } from "../api.js";
import { API } from "../constants.js";

/** @typedef {{ group: number, day: string, half: "am" | "pm" } | { room: number, day: string, half: "am" | "pm" } | { lesson: number }} SheetQuery */

/** @param {SheetQuery} query @returns {Promise<"shown" | "blocked">} throws an ApiError */
export async function openSheet(query) {
  // Opened at once, while it is still the press that opens it: later, the browser would refuse.
  const target = window.open("", "_blank");
  if (!target) return "blocked";
  target.opener = null;
  try {
    const { url } = await post("/api/school/sheets/link/", query);
    target.location.replace(new URL(url, API || location.origin));
    return "shown";
  } catch (error) {
    target.close();
    throw error;
  }
}
