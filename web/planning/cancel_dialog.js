// Cancelling one lesson, or what is left of a series, with the reason that everybody concerned reads.

import { post } from "../api.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { TextArea } from "../components/text_area.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { capital, whenInWords } from "../school/lesson_when.js";
import { toast } from "../toasts.js";
import { useDeed } from "./deed_form.js";

const LONGEST = 2_000;

/**
 * @param {{ lesson: import("./shapes.js").Lesson, onClose: () => void, onDone: (lesson: import("./shapes.js").Lesson) => void,
 *   onChanged: () => void }} props
 */
export function CancelLessonDialog({ lesson, onClose, onDone, onChanged }) {
  return h(CancelDialog, {
    path: `/api/lessons/${lesson.id}/cancellation/`,
    version: lesson.row_version,
    title: t("planning.cancel.title"),
    what: html`<strong>${lesson.title}</strong><br />${capital(whenInWords(lesson))}`,
    text: lesson.series === null ? t("planning.cancel.text") : t("planning.cancel.text_of_series"),
    action: t("planning.cancel.action"),
    onClose,
    onChanged,
    onDone: (answer) => {
      toast(t("planning.cancel.done"));
      onDone(answer);
    },
  });
}

/**
 * @param {{ path: string, version: number, title: string, what: import("../h.js").Children, text: string, action: string,
 *   onClose: () => void, onDone: (answer: any) => void, onChanged: () => void }} props the answer is the caller's knowledge
 */
export function CancelDialog({ path, version, title, what, text, action, onClose, onDone, onChanged }) {
  const { form } = useDeed({
    initial: { reason: "" },
    send: ({ reason }) => post(path, { reason: reason.trim(), row_version: version }),
    done: onDone,
    onChanged,
  });
  return h(
    Dialog,
    { open: true, title, focus: "field", isSticky: form.isDirty, isBusy: form.busy.value, onClose },
    html`<p class="lesson-what">${what}</p>`,
    h(
      Form,
      { form, tone: "danger", submit: action, cancel: { onClick: onClose, label: t("planning.cancel.keep") } },
      html`<p class="soft small">${text}</p>`,
      h(TextArea, { form, name: "reason", label: t("planning.cancel.reason"), hint: t("planning.cancel.reason_hint"), required: true, rows: 3, maxlength: LONGEST }),
    ),
  );
}
