// Notes and clients as the API answers them, and the few rules that every page here needs.

import { ApiError } from "../api.js";

/** @typedef {import("../types/api.js").components["schemas"]["Note"]} Note */
/** @typedef {import("../types/api.js").components["schemas"]["Version"]} Version */
/** @typedef {import("../types/api.js").components["schemas"]["Client"]} Client */
/** @typedef {import("../types/api.js").components["schemas"]["AppointmentBody"]} Appointment */
/**
 * What a list of notes does with what happens to one of them.
 * @typedef {{ onChanged: (note: Note) => void, onDeleted: (id: number) => void }} NoteEvents
 */

/** The longest text that the API takes. */
export const LONGEST = 20_000;

/** Somebody has changed the row since it was read. @param {unknown} error */
export const isRowChanged = (error) => error instanceof ApiError && error.status === 409 && error.code === "row_changed";

/** Deleted meanwhile, or no longer one's own to see. @param {unknown} error */
export const isGone = (error) => error instanceof ApiError && error.status === 404;

/** @param {Note} note */
export const isEdited = (note) => note.updated_at !== note.created_at;

/** The letters of a picture that is not there are those of the first name and of what follows it. @param {Client} client */
export function picturedOf({ id, name, email }) {
  const [first = "", ...rest] = name.split(" ");
  return { id, first_name: first, last_name: rest.join(" "), email };
}

/** @param {string} phone */
export const telOf = (phone) => `tel:${phone.replace(/[^\d+]/g, "")}`;
