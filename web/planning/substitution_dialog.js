// Somebody else gives a lesson. What they have at that time is said before it is saved.

import { post } from "../api.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { Notice } from "../components/notice.js";
import { SelectField } from "../components/select_field.js";
import { h } from "../h.js";
import { t } from "../i18n.js";
import { capital, dateAt, whenInWords } from "../school/lesson_when.js";
import { toast } from "../toasts.js";
import { AcceptClash, maySend } from "./accept_clash.js";
import { useProfessors } from "./choices.js";
import { ClashNotice } from "./clash_notice.js";
import { useDeed } from "./deed_form.js";
import { useLessonCheck } from "./lesson_check.js";

/** @typedef {import("./shapes.js").Lesson} Lesson */

/** @param {{ lesson: Lesson, onClose: () => void, onDone: (lesson: Lesson) => void, onChanged: () => void }} props */
export function SubstitutionDialog({ lesson, onClose, onDone, onChanged }) {
  const professors = useProfessors(lesson.professors);
  const { form, refused } = useDeed({
    initial: { instead_of: /** @type {number | ""} */ (lesson.professors[0]?.id ?? ""), professor: /** @type {number | ""} */ (""), accept_clash: false, reason: "" },
    send: (values) => post(`/api/lessons/${lesson.id}/substitution/`, { ...values, reason: values.reason.trim(), row_version: lesson.row_version }),
    done: (/** @type {Lesson} */ answer) => {
      toast(t("planning.substitute.done"));
      onDone(answer);
    },
    onChanged,
  });
  const values = form.values.value;
  const given = lesson.professors.map(({ id }) => (id === values.instead_of ? Number(values.professor) : id));
  const asked = useLessonCheck(values.professor === "" ? null : { lesson: lesson.id, professors: given });
  const check = refused ?? asked.check;
  const others = (professors.data ?? []).filter(({ id }) => !lesson.professors.some((one) => one.id === id));
  return h(
    Dialog,
    { open: true, title: t("planning.substitute.title"), lead: `${lesson.title} · ${capital(whenInWords(lesson))}`, focus: "field", isSticky: form.isDirty, isBusy: form.busy.value, onClose },
    h(
      Form,
      { form, submit: t("planning.substitute.action"), cancel: { onClick: onClose }, disabled: values.professor === "" || !maySend(check, values) },
      lesson.professors.length > 1 && h(SelectField, { form, name: "instead_of", label: t("planning.substitute.instead_of"), options: lesson.professors.map(toOption) }),
      h(SelectField, {
        form,
        name: "professor",
        label: lesson.professors.length > 1 ? t("planning.substitute.professor") : t("planning.substitute.professor_for", { name: lesson.professors[0]?.name ?? "" }),
        options: others.map(toOption),
        placeholder: professors.isLoading ? t("core.loading.label") : t("planning.substitute.choose"),
      }),
      professors.error && h(Notice, { tone: "warning" }, professors.error.message),
      values.professor !== "" && h(ClashNotice, { check, isChecking: asked.isChecking, day: dateAt(lesson.starts_at), problem: asked.error?.message, hasAlternatives: false }),
      h(AcceptClash, { form, check, tells: true }),
    ),
  );
}

/** @param {{ id: number, name: string }} one */
const toOption = ({ id, name }) => ({ value: id, label: name });
