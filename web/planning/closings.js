// On which days the place, or the site of a room, is closed.

import { get } from "../api.js";
import { useLoad } from "../load.js";
import { readAll } from "./choices.js";
import { yearsBetween } from "./dates.js";

/** @typedef {{ closed: import("./shapes.js").ClosedDay[], holidays: import("./shapes.js").Holiday[] }} Closings */

/** @param {string} first @param {string} last @returns {import("../load.js").Load<Closings>} */
export function useClosings(first, last) {
  const years = first && last ? yearsBetween(first, last) : [];
  return useLoad(
    async (signal) => {
      if (years.length === 0) return { closed: [], holidays: [] };
      const [closed, ...ofYears] = await Promise.all([
        readAll("/api/closed-days/", { from: `${years[0]}-01-01`, to: `${years[years.length - 1]}-12-31` }, signal),
        ...years.map((year) => get("/api/holidays/", { year }, { signal })),
      ]);
      return { closed, holidays: ofYears.flatMap(({ results }) => results) };
    },
    [years.join()],
  );
}
