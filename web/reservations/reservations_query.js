// Which day or week of which room, as it stands in the address.

/** @typedef {{ room: string, date: string, view: "day" | "week" }} ReservationsQuery */

/** @param {URLSearchParams} query @param {string} today @returns {ReservationsQuery} */
export function readQuery(query, today) {
  const date = query.get("date") ?? "";
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date));
  return { room: query.get("room") ?? "", date: isDate ? date : today, view: query.get("view") === "week" ? "week" : "day" };
}
