// The file of one client: who they are, what was written, when they came.

import { ApiError, get } from "../api.js";
import { useRef } from "../h.js";
import { useLoad } from "../load.js";
import { hasRight } from "../session.js";
import { withNote } from "./file_order.js";
import { cursorIn } from "./list_pages.js";
import { isGone } from "./note.js";

/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("./note.js").Appointment} Appointment */
/** @typedef {import("./note.js").Client} Client */
/**
 * @template T
 * @typedef {import("./list_pages.js").ListPage<T>} ListPage
 */
/**
 * @typedef {object} ClientFile
 * @property {Client} client
 * @property {ListPage<Note>} notes newest first
 * @property {ListPage<Appointment>} appointments newest first; of the coach's own, of all for staff
 */

const PAGE = 100;

/** @type {ListPage<never>} */
const NONE = { count: 0, next: null, previous: null, results: [] };

/** @param {number} id of the person @param {string} [cursor] @param {AbortSignal} [signal] @returns {Promise<ListPage<Note>>} */
const notesOf = (id, cursor, signal) => get("/api/notes/", { client: id, page_size: PAGE, cursor }, { signal });

/** @param {number} id @param {string} [cursor] @param {AbortSignal} [signal] @returns {Promise<ListPage<Appointment>>} */
async function appointmentsOf(id, cursor, signal) {
  // Notes and appointments are two rights.
  if (!hasRight("appointments.manage")) return NONE;
  return get("/api/appointments/", { client: id, ordering: "-starts_at", page_size: PAGE, cursor }, { signal });
}

/** @param {number} id @param {AbortSignal} signal @returns {Promise<ClientFile>} */
async function loadFile(id, signal) {
  if (!Number.isSafeInteger(id)) throw new ApiError(404, {});
  const [client, notes, appointments] = await Promise.all([findClient(id, signal), notesOf(id, "", signal), appointmentsOf(id, "", signal)]);
  const [note, appointment] = [notes.results[0], appointments.results[0]];
  const name = appointment?.client_name ?? note?.client_name ?? "";
  if (client) return { client, notes, appointments };
  // One's own notes remain when the client went to another coach.
  if (!name) throw new ApiError(404, {});
  const counts = { appointments: appointments.results.length, notes: notes.results.length };
  const known = { id, name, email: appointment?.client_email ?? null, phone: appointment?.client_phone ?? "", ...counts };
  return { client: known, notes, appointments };
}

/** Nothing for somebody who is no client, or another coach's. @param {number} id @param {AbortSignal} signal @returns {Promise<Client | undefined>} */
async function findClient(id, signal) {
  try {
    return await get(`/api/clients/${id}/`, undefined, { signal });
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** @param {number} id of the person */
export function useClientFile(id) {
  const load = useLoad((signal) => loadFile(id, signal), [id]);
  const latest = useRef(load.data);
  latest.current = load.data;
  /** @param {(file: ClientFile) => ClientFile} edit */
  const change = (edit) => {
    if (!latest.current) return;
    latest.current = edit(latest.current);
    load.set(latest.current);
  };
  const setNote = (/** @type {number} */ noteId, /** @type {Note | null} */ note) =>
    change((file) => ({ ...file, notes: { ...file.notes, results: withNote(file.notes.results, noteId, note) } }));
  /** Brings what is older. Throws an ApiError. */
  const more = async () => {
    const file = latest.current;
    if (!file) return;
    const [notes, appointments] = await Promise.all([
      file.notes.next ? notesOf(id, cursorIn(file.notes.next)) : NONE,
      file.appointments.next ? appointmentsOf(id, cursorIn(file.appointments.next)) : NONE,
    ]);
    change((now) => ({ ...now, notes: joined(now.notes, notes), appointments: joined(now.appointments, appointments) }));
  };
  return { load, setNote, more };
}

/**
 * @template {{ id: number }} T
 * @param {ListPage<T>} first @param {ListPage<T>} then
 * @returns {ListPage<T>}
 */
function joined(first, then) {
  const ids = new Set(first.results.map(({ id }) => id));
  return { ...first, next: then.next, results: [...first.results, ...then.results.filter(({ id }) => !ids.has(id))] };
}
