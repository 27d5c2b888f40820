import { t } from "../i18n.js";

/** @typedef {import("../components/calendar_layout.js").CalendarEvent} CalendarEvent */

/** @type {(id: string, day: number, from: string, to: string, rest: Omit<CalendarEvent, "id" | "startsAt" | "endsAt">) => CalendarEvent} Times of Paris in winter. */
const at = (id, day, from, to, rest) => ({ id, startsAt: `2026-11-${day}T${from}:00+01:00`, endsAt: `2026-11-${day}T${to}:00+01:00`, ...rest });

/** Lessons and appointments at once: every kind, every state, three at a time, and a night. @returns {CalendarEvent[]} */
export function sampleEvents() {
  const room = t("styleguide.sample.room");
  const office = t("styleguide.sample.office");
  return [
    at("m1", 23, "08:30", "10:30", { title: t("styleguide.sample.maths"), kind: "lesson", status: "held", place: `${room} B12`, people: "BTS SIO 1" }),
    at("m2", 23, "10:45", "12:15", { title: t("styleguide.sample.french"), kind: "lesson", status: "held", place: `${room} A03`, people: "BTS SIO 1" }),
    at("m3", 23, "13:30", "14:15", { title: "Théo Bernard", kind: "appointment", status: "held", place: office }),
    at("m4", 23, "15:00", "15:20", { title: "Inès Abadie", kind: "appointment", status: "held", place: office }),
    at("t1", 24, "09:00", "11:00", { title: t("styleguide.sample.network"), kind: "lesson", place: `${room} B14`, people: "BTS SIO 2", status: "held" }),
    at("t2", 24, "10:00", "12:00", { title: t("styleguide.sample.history"), kind: "lesson", status: "cancelled", place: `${room} A01`, people: "CAP Cuisine", note: t("styleguide.sample.ill") }),
    at("t3", 24, "14:00", "16:00", { title: t("styleguide.sample.seat"), kind: "reservation", place: t("styleguide.sample.seat_place") }),
    at("w1", 25, "08:30", "12:30", { title: t("styleguide.sample.workshop"), kind: "lesson", place: t("styleguide.sample.kitchen"), people: "CAP Cuisine", status: "held" }),
    at("w2", 25, "09:00", "09:45", { title: "Oumar Diallo", kind: "appointment", place: office, status: "held" }),
    at("w3", 25, "09:15", "10:45", { title: t("styleguide.sample.english"), kind: "lesson", place: `${room} A03`, people: "BTS SIO 1", status: "held" }),
    at("w4", 25, "16:00", "17:00", { title: t("styleguide.sample.absence"), kind: "absence" }),
    at("h1", 26, "09:00", "10:00", { title: t("styleguide.sample.english"), kind: "lesson", place: `${room} A03`, people: "BTS SIO 2", status: "held" }),
    at("h2", 26, "10:15", "12:15", { title: t("styleguide.sample.maths"), kind: "lesson", place: `${room} B12`, people: "BTS SIO 1" }),
    at("h3", 26, "11:00", "11:45", { title: "Maëlys Charpentier-Vandenbroucke", kind: "appointment", status: "clash", place: office, note: t("styleguide.sample.clash") }),
    at("h4", 26, "13:30", "14:15", { title: "Théo Bernard", kind: "appointment", place: office }),
    at("h5", 26, "14:25", "15:10", { title: t("styleguide.sample.asked"), kind: "hold", status: "hold", place: office }),
    at("h6", 26, "16:15", "18:15", { title: t("styleguide.sample.network"), kind: "lesson", status: "moved", place: `${room} B14`, people: "BTS SIO 2" }),
    at("f1", 27, "08:30", "10:30", { title: t("styleguide.sample.workshop"), kind: "lesson", place: t("styleguide.sample.kitchen"), people: "CAP Cuisine" }),
    at("f2", 27, "19:00", "20:30", { title: t("styleguide.sample.evening"), kind: "other", place: t("styleguide.sample.hall") }),
    { id: "n1", title: t("styleguide.sample.maintenance"), kind: "other", startsAt: "2026-11-27T22:30:00+01:00", endsAt: "2026-11-28T00:30:00+01:00", isFixed: true },
    at("s1", 28, "09:00", "12:00", { title: t("styleguide.sample.open_day"), kind: "lesson", hue: 6, place: t("styleguide.sample.hall") }),
  ];
}
