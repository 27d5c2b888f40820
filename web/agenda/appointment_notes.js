// Notes of one appointment, and a new one.

import { get, post } from "../api.js";
import { Badge } from "../components/badge.js";
import { Button } from "../components/button.js";
import { CheckField } from "../components/check_field.js";
import { confirm } from "../components/confirm.js";
import { Form } from "../components/form.js";
import { Loaded } from "../components/loaded.js";
import { Notice } from "../components/notice.js";
import { TextArea } from "../components/text_area.js";
import { useForm } from "../forms.js";
import { h, html, useEffect, useState } from "../h.js";
import { formatDateTime, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { hasRight } from "../session.js";
import { toast } from "../toasts.js";

/** @typedef {import("./agenda_rows.js").Appointment} Appointment */
/** @typedef {import("../types/api.js").components["schemas"]["Note"]} Note */

const LONGEST = 20_000;

/** What was being written when its dialog was closed, by appointment. @type {Map<number, { text: string, shared: boolean }>} */
const drafts = new Map();

/** @param {{ one: Appointment, onTyping: (isTyping: boolean) => void }} props */
export function AppointmentNotes({ one, onTyping }) {
  const [isWriting, setWriting] = useState(drafts.has(one.id));
  const load = useLoad(async (signal) => {
    const { results } = await get("/api/notes/", { appointment: one.id, page_size: 50 }, { signal });
    return /** @type {Note[]} */ (results);
  });
  if (!hasRight("appointments.notes")) return null;
  const written = () => {
    setWriting(false);
    load.reload();
  };
  return html`<section class="agenda-notes" aria-label=${t("agenda.notes.title")}>
    <div class="row row-apart">
      <h3>${t("agenda.notes.title")}</h3>
      ${!isWriting && h(Button, { small: true, icon: "edit", onClick: () => setWriting(true) }, t("agenda.notes.write"))}
    </div>
    ${isWriting && h(NoteForm, { one, onTyping, onWritten: written, onCancel: () => setWriting(false) })}
    ${h(Loaded, {
      load,
      small: true,
      rows: 1,
      empty: isWriting ? html`<span></span>` : html`<p class="soft small">${t("agenda.notes.none")}</p>`,
      children: (/** @type {Note[]} */ notes) => html`<ul class="list stack-s">${notes.map((note) => html`<li key=${note.id}>${h(OneNote, { note })}</li>`)}</ul>`,
    })}
  </section>`;
}

/** @param {{ note: Note }} props */
function OneNote({ note }) {
  return html`<article class="agenda-note">
    <p class="agenda-said">${note.text}</p>
    <p class="row soft small">
      <span>${note.author_name} · ${formatDateTime(note.updated_at)}</span>
      ${h(Badge, { tone: note.shared ? "warning" : "quiet", icon: note.shared ? "eye" : "lock" }, t(note.shared ? "agenda.notes.shared" : "agenda.notes.private"))}
    </p>
  </article>`;
}

const EMPTY = { text: "", shared: false };

/** @param {{ one: Appointment, onTyping: (isTyping: boolean) => void, onWritten: () => void, onCancel: () => void }} props */
function NoteForm({ one, onTyping, onWritten, onCancel }) {
  const form = useForm({
    initial: EMPTY,
    send: ({ text, shared }) => post("/api/notes/", { client: one.client, appointment: one.id, text, shared }),
    done: () => {
      drafts.delete(one.id);
      toast(t("agenda.notes.written"));
      onWritten();
    },
  });
  const values = form.values.value;
  const isTyped = form.isDirty;
  useEffect(() => {
    const draft = drafts.get(one.id);
    if (draft) form.values.value = draft;
    return () => onTyping(false);
  }, []);
  useEffect(() => {
    onTyping(isTyped);
    if (isTyped) drafts.set(one.id, values);
  }, [values]);
  const cancel = async () => {
    const question = { title: t("agenda.notes.discard"), action: t("agenda.notes.discard_action"), cancel: t("agenda.notes.go_on"), danger: true };
    if (isTyped && !(await confirm(question))) return;
    drafts.delete(one.id);
    onCancel();
  };
  return h(
    Form,
    { form, submit: t("agenda.notes.keep"), cancel: { onClick: cancel } },
    h(TextArea, { form, name: "text", label: t("agenda.notes.text"), rows: 4, maxlength: LONGEST, autofocus: true }),
    h(CheckField, {
      form,
      name: "shared",
      label: t("agenda.notes.share"),
      hint: values.shared ? undefined : t("agenda.notes.private_hint", { name: one.client_name }),
    }),
    values.shared && h(Notice, { tone: "warning", isLive: true }, t("agenda.notes.share_hint", { name: one.client_name })),
  );
}
