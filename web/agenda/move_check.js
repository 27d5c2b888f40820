// Where an appointment that is being moved could begin, and what would stand against it.

import { get } from "../api.js";
import { clockText, MINUTES_OF_DAY, minutesOf, wallOf } from "../components/calendar_time.js";
import { useEffect, useRef } from "../h.js";
import { zone } from "../i18n.js";
import { whyNot } from "./why_words.js";

/**
 * @typedef {import("./agenda_rows.js").Appointment} Appointment
 * @typedef {import("../components/calendar_layout.js").CalendarEvent} CalendarEvent
 * @typedef {Map<string, Map<string, boolean>>} Starts  by date: start and whether it is free
 * @typedef {{ coach: number, service: number }} Kind  what has the same starts
 */

/**
 * The starts of the week are read beforehand, those that are free to one appointment when it is taken up; all of it is
 * forgotten when `version` changes.
 * @param {{ monday: string, rows: readonly Appointment[], version: unknown }} given
 */
export function useMoveCheck({ monday, rows, version }) {
  const kept = useRef({ free: /** @type {Map<number, Promise<Starts>>} */ (new Map()), grid: /** @type {Map<string, Starts>} */ (new Map()) });
  const nameOf = (/** @type {Kind} */ { coach, service }) => `${coach} ${service}`;

  useEffect(() => {
    kept.current = { free: new Map(), grid: new Map() };
    const { grid } = kept.current;
    const movable = new Map(rows.filter(({ status }) => status === "booked").map((one) => [nameOf(one), one]));
    for (const [name, { coach, service }] of movable) {
      readStarts({ coach, service }, monday).then((found) => grid.set(name, found)).catch(() => {});
    }
  }, [monday, version]);

  /** Without any, as when they have not come yet, it goes by quarters of an hour. @param {CalendarEvent} event @param {string} date */
  const moveStarts = (event, date) => {
    const one = rows.find(({ id }) => id === event.id);
    const starts = one && kept.current.grid.get(nameOf(one))?.get(date);
    return [...(starts?.keys() ?? [])].map(minutesOf);
  };
  /** @param {Appointment} one */
  const freeTo = (one) => {
    const { free } = kept.current;
    const found = free.get(one.id) ?? readStarts(one, monday);
    free.set(one.id, found);
    found.catch(() => free.delete(one.id));
    return found;
  };
  /** @param {CalendarEvent} event @param {{ startsAt: string }} move */
  const checkMove = async (event, { startsAt }) => {
    const one = rows.find(({ id }) => id === event.id);
    if (!one) return null;
    const { date, minutes } = wallOf(startsAt, zone.value);
    const start = clockText(minutes);
    return (await freeTo(one)).get(date)?.get(start) ? null : readWhyNot(one, { date, start }, rows);
  };
  return { moveStarts, checkMove };
}

/** @param {Kind & { id?: number, client?: number }} one an appointment, or what its like have in common @param {string} monday @returns {Promise<Starts>} */
async function readStarts({ id, coach, service, client }, monday) {
  const { days } = await get("/api/slots/", { date: monday, days: 7, coach, service, client, moving: id });
  /** @param {{ date: string, slots: { start: string, available: boolean }[] }} day */
  const entry = ({ date, slots }) => /** @type {const} */ ([date, new Map(slots.map((slot) => [slot.start, slot.available]))]);
  return new Map(days.map(entry));
}

/**
 * @param {Appointment} one @param {{ date: string, start: string }} to @param {readonly Appointment[]} rows those that are shown
 * @returns {Promise<string>}
 */
async function readWhyNot({ id, coach, service, client }, { date, start }, rows) {
  return whyNot(await get("/api/slots/why/", { date, start, coach, service, client, moving: id }), rows);
}

/** When one of the same length would end. @param {Appointment} one @param {string} start */
export function endOf(one, start) {
  const length = (Date.parse(one.ends_at) - Date.parse(one.starts_at)) / 60_000;
  return clockText((minutesOf(start) + length) % MINUTES_OF_DAY);
}
