// Changing a note. Nobody's text is lost: neither what is typed here when another was faster, nor theirs.

import { ApiError, get, patch, post } from "../api.js";
import { useForm } from "../forms.js";
import { useEffect, useRef, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLeaveWarning } from "../people/drafts.js";
import { toast } from "../toasts.js";
import { isGone, isRowChanged } from "./note.js";

/** @typedef {import("./note.js").Note} Note */
/**
 * @typedef {{ base: Note, text: string, shared: boolean, appointment: number | "" }} Draft  base: the note that the text was
 *   typed upon; appointment: the session that it is about
 */
/**
 * @typedef {{ draft: Draft, onSaved: (note: Note) => void, onGone: (instead: Note) => void, onLeft: (draft: Draft) => void }} EditingProps
 *   `onGone`: it had been deleted, and was written anew; `onLeft`: the page is left with something typed
 */

/** @param {EditingProps} props */
export function useEditing({ draft, onSaved, onGone, onLeft }) {
  const base = useRef(draft.base);
  const isOver = useRef(false);
  const [theirs, setTheirs] = useState(/** @type {Note | null} */ (null));
  const [isDeleted, setDeleted] = useState(false);
  const form = useForm({
    // Its own name keeps what was typed into it from turning up in another note after a new login.
    initial: { text: draft.text, shared: draft.shared, appointment: draft.appointment, [`note_${draft.base.id}`]: true },
    send: async (values) => {
      try {
        return await patch(`/api/notes/${draft.base.id}/`, bodyOf(values, base.current.row_version));
      } catch (error) {
        if (isGone(error)) setDeleted(true);
        if (!isRowChanged(error)) throw isGone(error) ? saying("clients.conflict.gone") : error;
        const now = await get(`/api/notes/${draft.base.id}/`);
        // Both wrote the same.
        if (now.text === values.text.trim() && now.shared === values.shared && now.appointment === (values.appointment || null)) return now;
        setTheirs(now);
        throw saying("clients.conflict.summary");
      }
    },
    done: (note) => {
      leave();
      toast(t("clients.note.saved"), { tone: "good" });
      onSaved(note);
    },
  });
  /** From now on nothing typed is kept. */
  const leave = () => {
    isOver.current = true;
  };
  const takeOver = (/** @type {Note} */ note) => {
    base.current = note;
    setTheirs(null);
  };
  useKept(form, base, isOver, onLeft);
  return { form, theirs, isDeleted, leave, ...choices(form, theirs, takeOver), writeAnew: () => writeAnew(form, base.current, leave, onGone) };
}

/** @typedef {import("../forms.js").Form<any, any>} NoteForm */

/** @param {Record<string, any>} values @param {number} version */
const bodyOf = ({ text, shared, appointment }, version) => ({ text, shared, appointment: appointment || null, row_version: version });

/**
 * Whoever leaves finds it again.
 * @param {NoteForm} form @param {{ current: Note }} base @param {{ current: boolean }} isOver @param {(draft: Draft) => void} onLeft
 */
function useKept(form, base, isOver, onLeft) {
  const isTyped = (/** @type {Omit<Draft, "base">} */ { text, shared, appointment }) =>
    text !== base.current.text || shared !== base.current.shared || (appointment || null) !== base.current.appointment;
  useLeaveWarning(isTyped(form.values.value));
  useEffect(
    () => () => {
      const { text, shared, appointment } = form.values.peek();
      if (!isOver.current && isTyped({ text, shared, appointment })) onLeft({ base: base.current, text, shared, appointment });
    },
    [],
  );
}

/**
 * What can be done when somebody was faster.
 * @param {NoteForm} form @param {Note | null} theirs @param {(note: Note) => void} takeOver what is typed builds on that note
 */
function choices(form, theirs, takeOver) {
  const keepMine = () => {
    if (!theirs) return;
    takeOver(theirs);
    void form.submit();
  };
  const takeTheirs = () => {
    if (!theirs) return;
    const { text } = form.values.peek();
    takeOver(theirs);
    form.reset({ ...form.values.peek(), text: theirs.text, shared: theirs.shared, appointment: theirs.appointment ?? "" });
    toast(t("clients.conflict.taken"), { tone: "info", action: { label: t("clients.conflict.undo"), run: () => form.set("text", text) } });
  };
  return { keepMine, takeTheirs };
}

/** @param {NoteForm} form @param {Note} base @param {() => void} leave @param {(instead: Note) => void} onGone */
async function writeAnew(form, { client }, leave, onGone) {
  const { text, shared, appointment } = form.values.peek();
  try {
    const note = await post("/api/notes/", { client, text, shared, appointment: appointment || null });
    leave();
    toast(t("clients.note.added"), { tone: "good" });
    onGone(note);
  } catch (error) {
    form.refuse(error);
  }
}

/** The sentence above the form. @param {import("../i18n.js").Key} key */
const saying = (key) => new ApiError(409, { code: "row_changed", message: t(key) });
