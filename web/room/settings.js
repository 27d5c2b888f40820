// How the place runs its rooms, asked for once.

import { get } from "../api.js";

/** @typedef {{ identity: "named" | "none", minutes_per_session?: number }} Settings */

/** @type {Promise<Settings> | null} */
let asked = null;

/** A server that does not say asks for names. @returns {Promise<Settings>} */
export function loadSettings() {
  asked ??= get("/api/workstations/settings/").catch(() => ({ identity: "named" }));
  return asked;
}
