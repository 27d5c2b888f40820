import { post } from "../api.js";
import { Button } from "../components/button.js";
import { confirm } from "../components/confirm.js";
import { Form } from "../components/form.js";
import { SelectField } from "../components/select_field.js";
import { useForm } from "../forms.js";
import { h, html, useEffect, useRef, useState } from "../h.js";
import { t } from "../i18n.js";
import { useDraft, useLeaveWarning } from "../people/drafts.js";
import { toast } from "../toasts.js";
import { NoteFields } from "./note_fields.js";
import { choicesOf } from "./session_choices.js";

/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("./note.js").Appointment} Appointment */

/** @type {{ text: string, shared: boolean, appointment: number | "" }} */
const EMPTY = { text: "", shared: false, appointment: "" };

/**
 * A note about the client, with the session that it is about. What was typed is there again for whoever comes back.
 * @param {{ client: import("./note.js").Client, appointments: readonly Appointment[], about: { id: number } | null,
 *   onAdded: (note: Note) => void }} props `about`: the session asked for
 */
export function NewNote({ client, appointments, about, onAdded }) {
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  const [isOpen, setOpen] = useState(about !== null);
  const choices = choicesOf(appointments, about?.id);
  const form = useForm({
    initial: EMPTY,
    send: (values) => post("/api/notes/", { ...values, client: client.id, appointment: values.appointment || null }),
    done: (note) => {
      form.reset(EMPTY);
      toast(t(note.shared ? "clients.note.added_shared" : "clients.note.added"), { tone: "good" });
      onAdded(note);
      box.current?.querySelector("textarea")?.focus();
    },
  });
  useEffect(() => {
    // Asked for further down the page; what is typed already stays.
    if (!about) return;
    if (choices.some(({ value }) => value === about.id)) form.set("appointment", about.id);
    setOpen(true);
  }, [about]);
  const isTyped = form.values.value.text.trim() !== "";
  useDraft(`new note ${client.id}`, {
    keep: () => (form.values.peek().text.trim() ? form.values.peek() : undefined),
    take: (draft) => {
      for (const [name, value] of Object.entries(draft)) form.set(name, value);
      setOpen(true);
    },
  });
  useLeaveWarning(isTyped);
  const discard = async () => {
    const isSure = await confirm({ title: t("clients.note.discard_title"), text: t("clients.note.discard_text"), action: t("clients.note.discard"), danger: true });
    if (isSure) form.reset(EMPTY);
  };
  return html`<div ref=${box} class=${`note-new${isOpen || isTyped ? " is-open" : ""}`} onFocusIn=${() => setOpen(true)}>
    ${h(
      Form,
      {
        form,
        submit: t(form.values.value.shared ? "clients.note.save_shared" : "clients.note.save"),
        also: isTyped && h(Button, { tone: "plain", onClick: () => void discard() }, t("clients.note.discard")),
      },
      h(
        NoteFields,
        { form, clientName: client.name, wasShared: false, label: t("clients.note.new"), rows: 3 },
        choices.length > 0 &&
          h(SelectField, { form, name: "appointment", label: t("clients.note.about"), required: false, options: choices, placeholder: t("clients.note.about_none") }),
      ),
    )}
  </div>`;
}
