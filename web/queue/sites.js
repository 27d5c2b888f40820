import { get } from "../api.js";
import { useLoad } from "../load.js";

/** @typedef {{ id: number, name: string }} Site */

/** A queue is of one site. @returns {Site[]} */
export function useSites() {
  return useLoad(async (signal) => /** @type {Site[]} */ ((await get("/api/sites/", { page_size: 100 }, { signal })).results)).data ?? [];
}
