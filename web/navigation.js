// What stands in the navigation. A module of the program adds one line per page; an entry is shown when its route exists
// and lets this person in, so that roles, rights and modules are said once, in routes.js.

import { mayOpen } from "./guard.js";
import { ROUTES } from "./routes.js";

/** @typedef {"daily" | "work" | "mine"} Group */

/**
 * @typedef {object} Entry
 * @property {string} to path of its route; pages below it belong to it
 * @property {import("./components/icon_shapes.js").IconName} icon
 * @property {import("./i18n.js").Key} label
 * @property {import("./i18n.js").Key} [short] for below the icon, on a phone and a tablet, where the label is too long
 * @property {Group} group
 * @property {RegExp} [also] pages that belong to it without standing below its path
 */

/** @type {readonly Entry[]} on a phone the first ones stand in the bar, the others behind "more" */
const ENTRIES = [
  { to: "/", icon: "today", label: "core.nav.today", group: "daily" },
  { to: "/timetable", icon: "calendar", label: "core.nav.timetable", short: "core.nav.timetable_short", group: "daily", also: /^\/(?:lessons\/\d+|series(?:\/\d+)?)$/ },
  { to: "/check-in", icon: "check", label: "core.nav.check_in", group: "daily" },
  { to: "/registers", icon: "lesson", label: "core.nav.registers", group: "daily", also: /^\/lessons\/\d+\/(?:register|check-in)$/ },
  { to: "/absences", icon: "bell", label: "core.nav.absences", group: "daily" },
  { to: "/appointments", icon: "appointment", label: "core.nav.appointments", short: "core.nav.appointments_short", group: "daily" },
  { to: "/rooms", icon: "computer", label: "core.nav.rooms", group: "daily" },
  { to: "/visitors", icon: "person_add", label: "core.nav.visitors", group: "daily" },
  { to: "/rooms/queue", icon: "hourglass", label: "core.nav.room_queue", short: "core.nav.room_queue_short", group: "daily" },
  { to: "/book", icon: "plus", label: "core.nav.book", group: "daily" },
  { to: "/my-appointments", icon: "calendar", label: "core.nav.my_appointments", short: "core.nav.my_appointments_short", group: "daily" },
  { to: "/clients", icon: "note", label: "core.nav.clients", group: "work" },
  { to: "/appointments/availability", icon: "clock", label: "core.nav.availability", short: "core.nav.availability_short", group: "work" },
  { to: "/appointments/statistics", icon: "chart", label: "core.nav.appointment_statistics", short: "core.nav.appointment_statistics_short", group: "work" },
  { to: "/school/now", icon: "clock", label: "core.nav.school_now", short: "core.nav.school_now_short", group: "work" },
  { to: "/school/statistics", icon: "chart", label: "core.nav.school_statistics", group: "work" },
  { to: "/school/messages", icon: "mail", label: "core.nav.school_messages", group: "work" },
  { to: "/school/structure", icon: "school", label: "core.nav.school_structure", group: "work" },
  { to: "/rooms/sessions", icon: "list", label: "core.nav.room_sessions", group: "work" },
  { to: "/rooms/codes", icon: "key", label: "core.nav.room_codes", short: "core.nav.room_codes_short", group: "work" },
  { to: "/rooms/reservations", icon: "calendar", label: "core.nav.seat_reservations", group: "work" },
  { to: "/rooms/statistics", icon: "chart", label: "core.nav.room_statistics", short: "core.nav.room_statistics_short", group: "work" },
  { to: "/people", icon: "people", label: "core.nav.people", group: "work" },
  { to: "/profile", icon: "person", label: "core.nav.profile", group: "mine" },
  { to: "/security", icon: "shield", label: "core.nav.security", group: "mine" },
];

/** What this person can go to. */
export function entries() {
  return ENTRIES.filter(({ to }) => ROUTES.some(({ path, access }) => path === to && mayOpen(access)));
}

/**
 * Whether the page at `path` is that of the entry, or below it.
 * @param {Entry} entry
 * @param {string} path
 * @returns {"page" | "true" | undefined} for aria-current
 */
export function current({ to, also }, path) {
  if (path === to) return "page";
  if (also?.test(path)) return "true";
  const holds = (/** @type {string} */ one) => one !== "/" && path.startsWith(`${one}/`);
  // "/appointments/statistics" has an entry of its own.
  const hasOwn = ENTRIES.some((other) => other.to.length > to.length && (other.to === path || holds(other.to)));
  return holds(to) && !hasOwn ? "true" : undefined;
}
