import { useRef } from "../h.js";
import { withNote } from "./file_order.js";

/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("./list_pages.js").ListPage<Note>} NotesPage */

/**
 * Keeps a list of notes in step with what happens to single ones, also while several are on their way.
 * @param {import("../load.js").Load<NotesPage>} load
 * @param {import("./note.js").NoteEvents} [also] whoever else shows them
 * @returns {import("./note.js").NoteEvents}
 */
export function useNoteEvents(load, also) {
  const latest = useRef(load.data);
  latest.current = load.data;
  /** @param {number} id @param {Note | null} note */
  const set = (id, note) => {
    if (!latest.current) return;
    latest.current = { ...latest.current, results: withNote(latest.current.results, id, note) };
    load.set(latest.current);
  };
  return {
    onChanged: (note) => {
      set(note.id, note);
      also?.onChanged(note);
    },
    onDeleted: (id) => {
      set(id, null);
      also?.onDeleted(id);
    },
  };
}
