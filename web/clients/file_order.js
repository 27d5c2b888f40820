// Notes and appointments of one client in one order of time: pure rules, tested in tests/client_file.test.js.

/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("./note.js").Appointment} Appointment */
/**
 * @typedef {{ kind: "note", at: string, note: Note } | { kind: "appointment", at: string, appointment: Appointment }} Entry
 * @typedef {"all" | "notes" | "appointments"} Shown
 * @typedef {{ notes: Note[], moreNotes: boolean, appointments: Appointment[], moreAppointments: boolean }} Lists
 *   newest first; `more`: older ones are still on the server
 */

/**
 * What is to come, the next first, and what has been, the latest first. Of two lists of which one ends earlier, only as
 * much is shown as is known of both: further down something would be missing in between.
 * @param {Lists} lists @param {Shown} shown @param {string} now an instant
 * @returns {{ upcoming: Entry[], past: Entry[], hasMore: boolean }}
 */
export function entriesOf(lists, shown, now) {
  const notes = shown === "appointments" ? [] : lists.notes;
  const appointments = shown === "notes" ? [] : lists.appointments;
  const [moreNotes, moreAppointments] = [lists.moreNotes && shown !== "appointments", lists.moreAppointments && shown !== "notes"];
  const ends = [moreNotes ? notes.at(-1)?.created_at : "", moreAppointments ? appointments.at(-1)?.starts_at : ""];
  const horizon = ends.map((end) => end ?? "").sort().at(-1) ?? "";
  /** @type {Entry[]} */
  const all = [
    ...notes.map((note) => ({ kind: /** @type {const} */ ("note"), at: note.created_at, note })),
    ...appointments.map((appointment) => ({ kind: /** @type {const} */ ("appointment"), at: appointment.starts_at, appointment })),
  ];
  const known = all.filter((entry) => entry.at >= horizon).sort(newestFirst);
  const isToCome = (/** @type {Entry} */ entry) => entry.kind === "appointment" && entry.appointment.ends_at > now;
  return {
    upcoming: known.filter(isToCome).reverse(),
    past: known.filter((entry) => !isToCome(entry)),
    hasMore: moreNotes || moreAppointments,
  };
}

/** What is written about an appointment stands above it. @param {Entry} a @param {Entry} b */
function newestFirst(a, b) {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1;
  return a.kind === b.kind ? 0 : a.kind === "note" ? -1 : 1;
}

/**
 * How many appointments there are of each status. What was booked and has gone by without a word counts apart.
 * @param {readonly Appointment[]} appointments @param {string} now an instant
 */
export function countsOf(appointments, now) {
  const counts = { upcoming: 0, unmarked: 0, held: 0, no_show: 0, cancelled: 0 };
  for (const { status, ends_at } of appointments) {
    if (status === "booked") counts[ends_at > now ? "upcoming" : "unmarked"] += 1;
    else if (status === "held" || status === "no_show" || status === "cancelled") counts[status] += 1;
  }
  return counts;
}

/**
 * A list with one of its notes changed, or without it; a new one comes first.
 * @param {readonly Note[]} notes @param {number} id @param {Note | null} now
 * @returns {Note[]}
 */
export function withNote(notes, id, now) {
  if (now === null) return notes.filter((note) => note.id !== id);
  if (!notes.some((note) => note.id === id)) return [now, ...notes];
  return notes.map((note) => (note.id === id ? now : note));
}
