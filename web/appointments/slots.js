// The starts of a coach's days, as the server lists them: free ones, and those that are taken or gone by.

import { get } from "../api.js";
import { addDays, minutesOf } from "../components/calendar_time.js";

/** So many days are asked for at once: the server answers no more. */
const WINDOW = 92;
/** Whoever can be booked further ahead than this is looked at as far as this. */
const FURTHEST = 8 * WINDOW;

/**
 * @typedef {{ start: string, end: string, available: boolean }} Slot on the place's clock
 * @typedef {{ coach: number, service: number, client?: number, moving?: number }} Asked
 *  client: for whom coach or staff look; moving: an appointment that is not in its own way
 * @typedef {{
 *   days: Readonly<Record<string, Slot[]>>,
 *   today: string,
 *   lastDay: string,
 *   zone: string,
 *   isLimitReached: boolean,
 * }} Slots  isLimitReached: the client has as many coming appointments as the coach allows
 * @typedef {{ date: string, start: string, end: string }} Start
 */

/** From today to the last bookable day. @param {Asked} asked @param {AbortSignal} [signal] @returns {Promise<Slots>} */
export async function readSlots(asked, signal) {
  const first = await read(asked, null, signal);
  const today = first.days[0].date;
  const lastDay = first.last_day;
  /** @type {Promise<Answer>[]} */
  const others = [];
  for (let from = WINDOW; from < FURTHEST && addDays(today, from) <= lastDay; from += WINDOW) {
    others.push(read(asked, addDays(today, from), signal));
  }
  const answers = [first, ...(await Promise.all(others))];
  const days = Object.fromEntries(answers.flatMap((answer) => answer.days.map(({ date, slots }) => [date, slots])));
  return { days, today, lastDay, zone: first.zone, isLimitReached: first.limit_reached };
}

/**
 * @typedef {{ days: { date: string, slots: Slot[] }[], last_day: string, zone: string, limit_reached: boolean }} Answer
 *
 * @param {Asked} asked @param {string | null} date null: today, as the server has it @param {AbortSignal} [signal]
 * @returns {Promise<Answer>}
 */
function read({ coach, service, client, moving }, date, signal) {
  return get("/api/slots/", { date, days: WINDOW, coach, service, client, moving }, { signal });
}

/** @param {Slot[]} slots */
export const freeSlots = (slots) => slots.filter(({ available }) => available);

/** @param {Slots} slots @param {string} date */
export const freeOn = (slots, date) => freeSlots(slots.days[date] ?? []);

/** The first day with a free time, from this one on; null when there is none. @param {Slots} slots @param {string} from */
export function freeDayFrom(slots, from) {
  const dates = Object.keys(slots.days).sort();
  return dates.find((date) => date >= from && freeOn(slots, date).length > 0) ?? null;
}

/**
 * The day to begin with: the one that is named while it can be booked, full as it may be; else the first free one.
 * @param {Slots} slots @param {string} [near]
 */
export function firstShown(slots, near) {
  const isNear = near !== undefined && near >= slots.today && near <= slots.lastDay;
  return isNear ? near : freeDayFrom(slots, slots.today);
}

/**
 * Where "next free day" leads from what is shown: after the day when its month is shown, else into the month or past
 * it; back to the first free day at the end.
 * @param {Slots} slots @param {string | null} day @param {string} month
 * @returns {{ date: string, isFirst: boolean } | null} null: there is no other one
 */
export function nextFreeDay(slots, day, month) {
  const from = day?.startsWith(month) ? addDays(day, 1) : `${month}-01`;
  const next = freeDayFrom(slots, from);
  if (next && next !== day) return { date: next, isFirst: false };
  const first = freeDayFrom(slots, slots.today);
  return first && first !== day ? { date: first, isFirst: true } : null;
}

/** @typedef {"morning" | "afternoon" | "evening"} Part */

/** A day as one speaks of it; parts without a time are left out. @param {Slot[]} slots @returns {{ part: Part, slots: Slot[] }[]} */
export function partsOfDay(slots) {
  /** @param {Slot} slot @returns {Part} */
  const partOf = ({ start }) => (minutesOf(start) < 12 * 60 ? "morning" : minutesOf(start) < 18 * 60 ? "afternoon" : "evening");
  const parts = /** @type {const} */ (["morning", "afternoon", "evening"]);
  return parts
    .map((part) => ({ part, slots: slots.filter((slot) => partOf(slot) === part) }))
    .filter((one) => one.slots.length > 0);
}
