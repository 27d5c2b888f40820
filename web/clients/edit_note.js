import { Button } from "../components/button.js";
import { Form } from "../components/form.js";
import { Notice } from "../components/notice.js";
import { SelectField } from "../components/select_field.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { NoteConflict } from "./note_conflict.js";
import { useEditing } from "./note_editing.js";
import { NoteFields } from "./note_fields.js";
import { choicesOf } from "./session_choices.js";

/** @typedef {import("./note_editing.js").EditingProps} EditingProps */

/**
 * The text of a note being changed, in its place.
 * @param {EditingProps & { sessions?: readonly import("./note.js").Appointment[], onClose: () => void }} props `sessions`:
 *   of the client, where they are known
 */
export function EditNote({ sessions = [], onClose, ...props }) {
  const { form, theirs, isDeleted, keepMine, takeTheirs, writeAnew, leave } = useEditing(props);
  const { client_name: clientName, shared: wasShared } = props.draft.base;
  const choices = choicesOf(sessions, props.draft.base.appointment);
  const close = () => {
    leave();
    onClose();
  };
  return html`<div class="note-edit">
    ${h(
      Form,
      { form, submit: t("clients.note.save_changes"), disabled: isDeleted || theirs !== null, cancel: { onClick: close } },
      theirs && h(NoteConflict, { mine: form.values.value.text, theirs, onKeepMine: keepMine, onTakeTheirs: takeTheirs }),
      isDeleted &&
        h(
          Notice,
          { tone: "warning", actions: h(Button, { small: true, onClick: () => void writeAnew() }, t("clients.conflict.write_anew")) },
          t("clients.conflict.gone_text"),
        ),
      h(
        NoteFields,
        { form, clientName, wasShared, label: t("clients.note.text"), rows: 6, autofocus: true },
        choices.length > 0 &&
          h(SelectField, { form, name: "appointment", label: t("clients.note.about"), required: false, options: choices, placeholder: t("clients.note.about_none") }),
      ),
    )}
  </div>`;
}
