/* What tells one event from another, never by colour alone: a drawing, a word and a kind of edge for each. */

/** @typedef {import("./calendar_layout.js").CalendarEvent} CalendarEvent */

export const KINDS = /** @type {const} */ ({
  lesson: { icon: "lesson", hue: 1, label: "core.calendar.kind.lesson" },
  appointment: { icon: "appointment", hue: 2, label: "core.calendar.kind.appointment" },
  reservation: { icon: "computer", hue: 3, label: "core.calendar.kind.reservation" },
  absence: { icon: "person", hue: 4, label: "core.calendar.kind.absence" },
  hold: { icon: "hourglass", hue: 5, label: "core.calendar.kind.hold" },
  other: { icon: "calendar", hue: 5, label: "core.calendar.kind.other" },
});

/** "planned" is what is expected and needs no word. */
export const STATUSES = /** @type {const} */ ({
  held: { icon: "check", label: "core.calendar.status.held" },
  missed: { icon: "person", label: "core.calendar.status.missed" },
  cancelled: { icon: "cross", label: "core.calendar.status.cancelled" },
  moved: { icon: "arrow_right", label: "core.calendar.status.moved" },
  clash: { icon: "warning", label: "core.calendar.status.clash" },
  hold: { icon: "hourglass", label: "core.calendar.status.hold" },
});

/** @param {CalendarEvent} event */
export function kindOf(event) {
  return KINDS[event.kind ?? "other"];
}

/** @param {CalendarEvent} event */
export function statusOf(event) {
  return event.status && event.status !== "planned" ? STATUSES[event.status] : null;
}

/** @param {CalendarEvent} event */
export function lookOf(event) {
  return `hue-${event.hue ?? kindOf(event).hue} kind-${event.kind ?? "other"} is-${event.status ?? "planned"}`;
}
