// The calendar and the clock on the wall of the place, which go on while the page is open.

import { useNow } from "../components/now.js";
import { wallClock } from "../opening_hours.js";
import { place } from "../place.js";

/** @returns {{ date: string, day: number, time: string, hour: number }} day 1 is Monday, time is "14:05" */
export function useWallClock() {
  const now = new Date(useNow(undefined));
  const { zone } = place.value;
  const { day, time } = wallClock(now, zone);
  // The Swedish way of writing a date is the calendar's own.
  const date = new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(now);
  return { date, day, time, hour: Number(time.slice(0, 2)) };
}
