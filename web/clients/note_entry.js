import { ApiError } from "../api.js";
import { Button } from "../components/button.js";
import { Menu } from "../components/menu.js";
import { h, html, useRef, useState } from "../h.js";
import { formatDateTime, t } from "../i18n.js";
import { keepDraft, takeDraft } from "../people/drafts.js";
import { profile } from "../session.js";
import { toast } from "../toasts.js";
import { EditNote } from "./edit_note.js";
import { MarkedText } from "./marked_text.js";
import { deleteNote, toggleShared } from "./note_deeds.js";
import { isEdited, isGone } from "./note.js";
import { NoteHistory } from "./note_history.js";
import { foundParts } from "./text_parts.js";

/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("./note_editing.js").Draft} Draft */

/** From so many letters on a note is shown in part. */
const LONG = 1_500;

/**
 * One note: its text and what can be done with it, in place.
 * @param {{ note: Note, search?: string, sessions?: readonly import("./note.js").Appointment[], events: import("./note.js").NoteEvents }} props
 *   `sessions`: of the client, where they are known
 */
export function NoteEntry({ note, search = "", sessions, events }) {
  const name = `note ${note.id}`;
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  const [draft, setDraft] = useState(() => /** @type {Draft | null} */ (takeDraft(name) ?? null));
  const [hasHistory, setHistory] = useState(false);
  const edit = (/** @type {Partial<Draft>} */ from) => setDraft({ base: note, text: note.text, shared: note.shared, appointment: note.appointment ?? "", ...from });
  const closed = () => {
    setDraft(null);
    // The button that opened it is there again.
    requestAnimationFrame(() => box.current?.querySelector("button")?.focus());
  };
  return html`<div ref=${box} class="note">
    ${draft
      ? h(EditNote, {
          draft,
          sessions,
          onSaved: (now) => {
            closed();
            events.onChanged(now);
          },
          onClose: closed,
          onGone: (instead) => {
            events.onDeleted(note.id);
            events.onChanged(instead);
          },
          onLeft: (left) => {
            if (profile.peek()) keepDraft(name, left);
          },
        })
      : h(NoteText, { note, search })}
    ${!draft && h(NoteTools, { note, events, onEdit: () => edit({}), onHistory: () => setHistory(true) })}
    ${hasHistory &&
    h(NoteHistory, {
      note,
      onClose: () => setHistory(false),
      onTake: (text) => {
        setHistory(false);
        edit({ text });
      },
    })}
  </div>`;
}

/** @param {{ note: Note, search: string }} props */
function NoteText({ note, search }) {
  const isLong = note.text.length > LONG;
  const [isWhole, setWhole] = useState(false);
  const isCut = isLong && !isWhole && !search;
  return html`<p class=${`note-text${isCut ? " is-cut" : ""}`}>${h(MarkedText, { parts: foundParts(note.text, search) })}</p>
    ${isLong &&
    !search &&
    h(Button, { tone: "plain", small: true, onClick: () => setWhole(!isWhole), aria: { "aria-expanded": isWhole } }, t(isWhole ? "clients.note.less" : "clients.note.whole"))}`;
}

/** @param {{ note: Note, events: import("./note.js").NoteEvents, onEdit: () => void, onHistory: () => void }} props */
function NoteTools({ note, events, onEdit, onHistory }) {
  const run = async (/** @type {() => Promise<void>} */ deed) => {
    try {
      await deed();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const isDeleted = isGone(error);
      toast(isDeleted ? t("clients.conflict.gone") : error.message, { tone: "wrong" });
      if (isDeleted) events.onDeleted(note.id);
    }
  };
  const share = async () => {
    const now = await toggleShared(note);
    if (now) events.onChanged(now);
  };
  const remove = async () => {
    const now = await deleteNote(note);
    if (now === "deleted") events.onDeleted(note.id);
    else if (now) events.onChanged(now);
  };
  return html`<div class="note-tools">
    ${h(Button, { tone: "plain", small: true, icon: "edit", onClick: onEdit }, t("clients.note.edit"))}
    ${h(Menu, {
      label: t("clients.note.tools"),
      isSmall: true,
      items: [
        { label: t(note.shared ? "clients.share.stop" : "clients.share.start"), icon: note.shared ? "eye_off" : "eye", run: () => void run(share) },
        { label: t("clients.history.open"), icon: "clock", run: onHistory },
        { label: t("clients.delete.open"), icon: "trash", isDanger: true, startsGroup: true, run: () => void run(remove) },
      ],
    })}
    ${isEdited(note) && html`<span class="soft small">${t("clients.note.edited", { at: formatDateTime(note.updated_at) })}</span>`}
  </div>`;
}
