import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { Notice } from "../components/notice.js";
import { TextArea } from "../components/text_area.js";
import { useForm } from "../forms.js";
import { h, html, useId } from "../h.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";
import { reopen } from "./acts.js";

/** @param {{ lesson: number, onClose: () => void }} props */
export function ReopenDialog({ lesson, onClose }) {
  const id = useId();
  const form = useForm({
    initial: { reason: "" },
    send: ({ reason }) => reopen(lesson, reason),
    done: () => {
      toast(t("register.reopened"), { tone: "good" });
      onClose();
    },
  });
  const isBusy = form.busy.value;
  const problem = form.problem.value;
  return h(
    Dialog,
    {
      open: true,
      title: t("register.reopening.title"),
      lead: t("register.reopening.lead"),
      size: "small",
      isSticky: form.isDirty,
      isBusy,
      onClose,
      actions: h(Button, { tone: "primary", type: "submit", form: id, busy: isBusy }, t("register.reopening.action")),
    },
    problem && h(Notice, { tone: "wrong", isLive: true }, problem),
    html`<form id=${id} noValidate onSubmit=${form.submit}>
      ${h(TextArea, { form, name: "reason", label: t("register.reopening.reason"), required: true, rows: 2, maxlength: 500 })}
    </form>`,
  );
}
