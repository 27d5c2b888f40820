// The lessons of a week, read again from time to time: others move and cancel them meanwhile.

import { get } from "../api.js";
import { datesOfWeek, weekOf } from "../components/calendar_time.js";
import { useEffect } from "../h.js";
import { useLoad } from "../load.js";
import { closedDates, keyOf, weekRequest } from "./week_query.js";

/**
 * @typedef {import("./week_query.js").WeekQuery} WeekQuery
 * @typedef {import("./shapes.js").WeekOfLessons} WeekOfLessons
 * @typedef {{ of: string, week: string, lessons: import("./shapes.js").Lesson[] }} Rows
 */

const AGAIN = 90_000;

/** @param {WeekQuery} asked @param {boolean} isWanted false: nobody has been chosen yet */
export function useRows(asked, isWanted) {
  const of = keyOf(asked.whose);
  const week = weekOf(asked.date);
  const load = useLoad(
    async (signal) => {
      if (!isWanted) return null;
      const found = /** @type {WeekOfLessons} */ (await get("/api/timetable/", weekRequest(asked), { signal }));
      return { of, week: found.week, lessons: found.lessons };
    },
    [of, week, isWanted],
  );
  useAgain(load.reload);
  // Another week may come while that of before stays; another person's must not pass for what was asked for.
  const isOthers = load.data && (load.data.of !== of || (load.data.week !== week && !load.isLoading));
  return { ...load, data: isOthers ? undefined : load.data };
}

/** @param {() => void} reload */
function useAgain(reload) {
  useEffect(() => {
    const again = () => {
      if (document.visibilityState === "visible") reload();
    };
    const timer = setInterval(again, AGAIN);
    document.addEventListener("visibilitychange", again);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", again);
    };
  }, []);
}

/** Why the place is closed, by date; without an answer the week is shown all the same. @param {string} date */
export function useClosedDays(date) {
  const dates = datesOfWeek(weekOf(date));
  const load = useLoad(
    async (signal) => {
      const query = { from: dates[0], to: dates[6], whole_place: true, page_size: 50 };
      const { results } = await get("/api/closed-days/", query, { signal });
      return closedDates(results, dates);
    },
    [dates[0]],
  );
  return load.data;
}
