// Appointments as the calendar draws them.

/**
 * @typedef {import("../types/api.js").components["schemas"]["AppointmentBody"]} Appointment
 * @typedef {import("../components/calendar_layout.js").CalendarEvent} CalendarEvent
 * @typedef {import("../components/calendar_layout.js").EventStatus} EventStatus
 * @typedef {import("./agenda_query.js").AgendaQuery} AgendaQuery
 */

/** @type {Record<string, EventStatus>} */
const STATUSES = { booked: "planned", held: "held", no_show: "missed", cancelled: "cancelled" };
const HUES = /** @type {const} */ ([2, 1, 3, 4, 5, 6]);

/**
 * A cancelled one has given its time back: it is shown when it is asked for.
 * @param {readonly Appointment[]} rows @param {AgendaQuery} asked
 */
export function shownRows(rows, asked) {
  if (asked.cancelled || asked.status === "cancelled") return rows;
  return rows.filter((one) => one.status !== "cancelled");
}

/**
 * Of several coaches each has a colour and is named.
 * @param {readonly Appointment[]} rows
 * @param {{ coaches: readonly { id: number }[], video: string, now: number }} given `video`: the word for a call
 * @returns {CalendarEvent[]}
 */
export function eventsOf(rows, { coaches, video, now }) {
  const isOne = coaches.length < 2;
  return rows.map((one) => ({
    id: one.id,
    title: one.client_name,
    startsAt: one.starts_at,
    endsAt: one.ends_at,
    kind: "appointment",
    hue: isOne ? undefined : HUES[Math.max(0, coaches.findIndex(({ id }) => id === one.coach)) % HUES.length],
    status: STATUSES[one.status] ?? "planned",
    place: one.location || (one.video_url ? video : undefined),
    people: isOne ? undefined : one.coach_name,
    note: one.status === "cancelled" ? one.cancel_reason : one.message,
    isFixed: one.status !== "booked" || Date.parse(one.starts_at) <= now,
  }));
}
