import { useLoad } from "../load.js";
import { loadRooms } from "../seats/rooms.js";

/** @typedef {{ id: number, name: string }} Site */

/** A queue is of one site: those that have a computer room. @returns {Site[]} */
export function useSites() {
  const rooms = useLoad(loadRooms).data ?? [];
  return [...new Map(rooms.map(({ site, site_name }) => [site, { id: site, name: site_name }])).values()];
}
