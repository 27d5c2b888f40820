// A message to groups, by mail: written, looked at with how many it goes to, sent.

import { get, post } from "../api.js";
import { ApiError } from "../api_error.js";
import { Button } from "../components/button.js";
import { CheckField } from "../components/check_field.js";
import { ChoicesField } from "../components/choices_field.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { Notice } from "../components/notice.js";
import { TextArea } from "../components/text_area.js";
import { TextField } from "../components/text_field.js";
import { useForm } from "../forms.js";
import { Fragment, h, html, useState } from "../h.js";
import { formatNumber, t } from "../i18n.js";
import { profile } from "../session.js";
import { inTree } from "./group_tree.js";

/** @typedef {import("./shapes.js").Group} Group */
/** @typedef {{ groups: number[], subject: string, text: string, tutors: boolean }} Message */
/** @typedef {{ id: number, subject: string, recipients: number }} Sent */
/** @typedef {{ count: number, isExact: boolean }} Readers */

const LONGEST = 10_000;
const SUBJECT = 150;
const PAGE = 200;

/** @param {{ groups: readonly Group[], onSent: (sent: Sent) => void }} props */
export function MessageForm({ groups, onSent }) {
  const [preview, setPreview] = useState(/** @type {Readers | null} */ (null));
  const form = useForm({
    initial: /** @type {Message} */ ({ groups: [], subject: "", text: "", tutors: false }),
    send: async (message) => {
      check(message);
      return readersOf(message.groups);
    },
    done: setPreview,
  });
  const names = groups.filter(({ id }) => form.values.value.groups.includes(id)).map(({ name }) => name);
  const options = inTree(groups).map(({ group, depth }) => ({ value: group.id, label: `${"\u2003".repeat(depth)}${group.name}`, hint: group.year_name }));
  return h(
    Fragment,
    {},
    h(
      Form,
      { form, submit: t("rates.message.preview") },
      h(ChoicesField, { form, name: "groups", label: t("rates.message.groups"), hint: t("rates.message.groups_hint"), options, required: true, empty: t("rates.no_group") }),
      h(CheckField, { form, name: "tutors", label: t("rates.message.tutors") }),
      h(TextField, { form, name: "subject", label: t("rates.message.subject"), required: true, maxlength: SUBJECT }),
      h(TextArea, { form, name: "text", label: t("rates.message.text"), required: true, rows: 9, maxlength: LONGEST }),
    ),
    preview &&
      h(Preview, {
        message: form.values.value,
        names,
        readers: preview,
        onClose: () => setPreview(null),
        onRefused: (error) => {
          setPreview(null);
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

/** How many students it goes to: whoever is in two groups counts once. @param {number[]} groups @returns {Promise<Readers>} */
async function readersOf(groups) {
  const ids = new Set();
  let more = 0;
  let isExact = true;
  for (const group of groups) {
    const { results, count, next } = await get(`/api/groups/${group}/students/`, { page_size: PAGE });
    for (const { id } of results) ids.add(id);
    if (!next) continue;
    more += Math.max(0, (count ?? results.length) - results.length);
    isExact = groups.length === 1 && count !== null;
  }
  return { count: ids.size + more, isExact };
}

/**
 * @param {{ message: Message, names: string[], readers: Readers, onClose: () => void, onRefused: (error: unknown) => void,
 *   onSent: (sent: Sent) => void }} props
 */
function Preview({ message, names, readers, onClose, onRefused, onSent }) {
  const [isBusy, setBusy] = useState(false);
  const { subject, text, tutors, groups } = message;
  const me = profile.value?.user;
  const send = async () => {
    setBusy(true);
    try {
      onSent(/** @type {Sent} */ (await post("/api/school/messages/", { groups, subject: subject.trim(), text: text.trim(), tutors })));
    } catch (error) {
      onRefused(error);
    }
  };
  const count = readers.count;
  const who = t(readers.isExact ? "rates.message.students" : "rates.message.students_about", { count, number: formatNumber(count) });
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
        h(Button, { tone: "primary", icon: "mail", busy: isBusy, disabled: count === 0, onClick: send }, t("rates.message.send")),
      ),
    },
    count === 0
      ? h(Notice, { tone: "warning" }, t("rates.message.nobody"))
      : html`<p class="message-readers"><strong>${who}</strong> ${tutors && t("rates.message.and_tutors")}</p>`,
    html`<p class="soft small">${t("rates.message.to", { names: names.join(", ") })}</p>
      <article class="message-mail" aria-label=${t("rates.message.mail")}>
        <p class="message-subject">${subject.trim()}</p>
        <p class="message-text">${text.trim()}</p>
        <p class="soft small">${t("rates.message.from", { name: `${me?.first_name ?? ""} ${me?.last_name ?? ""}`.trim() })}</p>
      </article>`,
  );
}
