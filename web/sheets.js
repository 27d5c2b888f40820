// Styles. Those below 60 are linked by index.html; the others come with the area that needs them.

/** @typedef {import("./i18n.js").Area} Area */

/** Lists, and what works on them. */
const DATA = ["60-tables", "65-finding", "66-progress", "66-suggestions", "67-codes-and-steps", "68-timeline"];
/** The public pages. */
const PUBLIC = ["70-auth", "73-two-steps", "74-welcome", "75-courtyard"];
/** The week, the day and the month; what paper changes comes last. */
const CALENDAR = ["61-calendar", "61-calendar-events", "61-calendar-days", "61-calendar-month", "61-calendar-print"];

/** The month with its free times, and what is said of one appointment. */
const APPOINTMENTS = [...CALENDAR, "80-appointments", "81-slots"];

/** Lessons, wherever they are shown. */
const SCHOOL = [...CALENDAR, "90-school"];

/** Seats, wherever they are shown. */
const SEATS = ["98-seats"];

/** What several areas share comes before an area's own, which may change it. @type {Record<Area, string[]>} */
export const SHEETS = {
  core: ["63-dialogs"],
  auth: ["67-codes-and-steps", ...PUBLIC],
  account: [...DATA, "71-account", "76-today", "73-two-steps"],
  people: [...DATA, "72-people", "76-person", "77-person-picker", "78-people-import"],
  appointments: ["80-appointments"],
  booking: [...DATA, ...APPOINTMENTS, "82-booking"],
  mine: [...DATA, ...APPOINTMENTS, "83-mine"],
  agenda: [...DATA, ...APPOINTMENTS, "84-agenda", "84-agenda-one", "84-agenda-print"],
  clients: [...DATA, ...APPOINTMENTS, "85-clients"],
  availability: [...DATA, ...APPOINTMENTS, "86-availability", "86-availability-exceptions"],
  figures: [...DATA, "62-plots", "80-appointments", "87-figures"],
  school: ["90-school"],
  timetable: [...DATA, ...SCHOOL, "91-timetable", "91-timetable-lesson", "91-timetable-print"],
  planning: [...DATA, ...SCHOOL, "92-planning"],
  checkin: [...DATA, "90-school", "93-checkin", "93-checkin-list", "93-checkin-phone"],
  register: [...DATA, "90-school", "94-register", "94-register-details"],
  absences: [...DATA, "90-school", "95-absences"],
  rates: [...DATA, "62-plots", "90-school", "96-rates"],
  structure: [...DATA, "90-school", "97-structure"],
  seats: ["98-seats"],
  room: [...DATA, ...SEATS, "98-room", "98-room-grid", "98-room-plan", "98-room-lists", "98-room-new-code", "98-room-many", "98-room-seat"],
  visitors: [...DATA, ...SEATS, "99-visitor-field", "99-visitors", "99-visitor-file"],
  codes: [...DATA, ...SEATS, "99-visitor-field", "99-codes", "99-codes-print"],
  queue: [...DATA, ...CALENDAR, ...SEATS, "99-visitor-field", "99-queue", "99-queue-board", "99-reservations"],
  seatstats: [...DATA, "62-plots", ...SEATS, "99-seatstats"],
  styleguide: [...DATA, ...CALENDAR, "62-plots", ...PUBLIC, "64-styleguide"],
};

/** @type {Map<string, Promise<void>>} */
const loading = new Map();

/** Brings the styles of an area; the page that needs them is shown afterwards. @param {Area} area */
export async function loadSheets(area) {
  await Promise.all(SHEETS[area].map(load));
}

/** @param {string} name */
function load(name) {
  const started = loading.get(name) ?? link(new URL(`./styles/${name}.css`, import.meta.url).pathname);
  loading.set(name, started);
  started.catch(() => loading.delete(name));
  return started;
}

/** @param {string} path @returns {Promise<void>} */
function link(path) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("link");
    element.rel = "stylesheet";
    element.href = path;
    element.onload = () => resolve();
    element.onerror = () => {
      element.remove();
      reject(new Error(`no styles at ${path}`));
    };
    document.head.append(element);
  });
}
