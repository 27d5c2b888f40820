// A message to groups, by mail: written, looked at with how many it goes to, sent.

import { post } from "../api.js";
import { ApiError } from "../api_error.js";
import { Button } from "../components/button.js";
import { CheckField } from "../components/check_field.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { Notice } from "../components/notice.js";
import { TextArea } from "../components/text_area.js";
import { TextField } from "../components/text_field.js";
import { useForm } from "../forms.js";
import { Fragment, h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { profile } from "../session.js";
import { GroupsField } from "./groups_field.js";
import { Readers, peopleInWords, readersOf } from "./readers.js";

/** @typedef {import("./shapes.js").Group} Group */
/** @typedef {{ groups: number[], subject: string, text: string, tutors: boolean }} Message */
/** @typedef {{ id: number, subject: string, recipients: number }} Sent */

const LONGEST = 10_000;
const SUBJECT = 150;

/** @param {{ groups: readonly Group[], picked: number[], onSent: (sent: Sent) => void }} props `picked`: at first */
export function MessageForm({ groups, picked, onSent }) {
  const [readers, setReaders] = useState(/** @type {number | null} */ (null));
  const form = useForm({
    initial: /** @type {Message} */ ({ groups: picked, subject: "", text: "", tutors: false }),
    send: async (message) => {
      check(message);
      return readersOf(message).catch((error) => {
        if (!(error instanceof ApiError) || error.status !== 404) throw error;
        throw new ApiError(400, { code: "invalid", message: t("rates.problem.form"), errors: { groups: [t("rates.message.not_yours")] } });
      });
    },
    done: setReaders,
  });
  const { groups: chosen, tutors } = form.values.value;
  return h(
    Fragment,
    {},
    h(
      Form,
      { form, submit: t("rates.message.preview") },
      h(GroupsField, { form, name: "groups", label: t("rates.message.groups"), groups, required: true }),
      h(CheckField, { form, name: "tutors", label: t("rates.message.tutors") }),
      h(Readers, { groups: chosen, tutors }),
      h(TextField, { form, name: "subject", label: t("rates.message.subject"), required: true, maxlength: SUBJECT }),
      h(TextArea, { form, name: "text", label: t("rates.message.text"), required: true, rows: 9, maxlength: LONGEST }),
    ),
    readers !== null &&
      h(Preview, {
        message: form.values.value,
        names: groups.filter(({ id }) => chosen.includes(id)).map(({ name }) => name),
        readers,
        onClose: () => setReaders(null),
        onRefused: (error) => {
          setReaders(null);
          form.refuse(error);
        },
        onSent,
      }),
  );
}

/** @param {Message} message */
function check({ groups, subject, text }) {
  /** @type {Record<string, string[]>} */
  const errors = {};
  if (groups.length === 0) errors.groups = [t("rates.problem.groups")];
  if (!subject.trim()) errors.subject = [t("rates.problem.missing")];
  if (!text.trim()) errors.text = [t("rates.problem.missing")];
  if (Object.keys(errors).length) throw new ApiError(400, { code: "invalid", message: t("rates.problem.form"), errors });
}

/**
 * @param {{ message: Message, names: string[], readers: number, onClose: () => void, onRefused: (error: unknown) => void,
 *   onSent: (sent: Sent) => void }} props
 */
function Preview({ message, names, readers, onClose, onRefused, onSent }) {
  const [isBusy, setBusy] = useState(false);
  const me = profile.value?.user;
  const { groups, subject, text, tutors } = message;
  const send = async () => {
    setBusy(true);
    try {
      onSent(await post("/api/school/messages/", { groups, subject: subject.trim(), text: text.trim(), tutors }));
    } catch (error) {
      onRefused(error);
    }
  };
  return h(
    Dialog,
    {
      open: true,
      title: t("rates.message.look"),
      isSticky: true,
      isBusy,
      focus: "title",
      onClose,
      actions: h(
        Fragment,
        {},
        h(Button, { disabled: isBusy, onClick: onClose }, t("rates.message.back")),
        h(Button, { tone: "primary", icon: "mail", busy: isBusy, disabled: readers === 0, onClick: send }, t("rates.message.send")),
      ),
    },
    readers === 0
      ? h(Notice, { tone: "warning" }, t("rates.message.nobody"))
      : html`<p class="message-readers"><strong>${peopleInWords(readers, tutors)}</strong></p>`,
    html`<p class="soft small">${t("rates.message.to", { names: names.join(", ") })}</p>
      <article class="message-mail" aria-label=${t("rates.message.mail")}>
        <p class="message-subject">${subject.trim()}</p>
        <p class="message-text">${text.trim()}</p>
        <p class="soft small">${t("rates.message.from", { name: `${me?.first_name ?? ""} ${me?.last_name ?? ""}`.trim() })}</p>
      </article>`,
  );
}
