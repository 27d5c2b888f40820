// Changing what a lesson is: its room, who gives it, for whom. Its time is moved elsewhere.

import { patch } from "../api.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { Loaded } from "../components/loaded.js";
import { h } from "../h.js";
import { t } from "../i18n.js";
import { capital, dateAt, whenInWords } from "../school/lesson_when.js";
import { toast } from "../toasts.js";
import { AcceptClash, maySend } from "./accept_clash.js";
import { ClashNotice } from "./clash_notice.js";
import { useDeed } from "./deed_form.js";
import { useLessonCheck } from "./lesson_check.js";
import { useChoices } from "./use_planning.js";
import { valuesOfLesson, whatOf } from "./values.js";
import { RoomField, WhatFields } from "./what_fields.js";

/**
 * @typedef {import("./shapes.js").Lesson} Lesson
 * @typedef {{ lesson: Lesson, onClose: () => void, onDone: (lesson: Lesson) => void, onChanged: () => void }} Props
 */

/** @param {Props} props */
export function ChangeDialog(props) {
  const { lesson, onClose } = props;
  const choices = useChoices(lesson);
  if (choices.data) return h(ChangeForm, { ...props, choices: choices.data });
  return h(Dialog, { open: true, title: t("planning.change.title"), focus: "title", onClose }, h(Loaded, { load: choices, shape: "form", children: () => null }));
}

/** @param {Props & { choices: import("./use_planning.js").Choices }} props */
function ChangeForm({ lesson, choices, onClose, onDone, onChanged }) {
  const { form, refused } = useDeed({
    initial: valuesOfLesson(lesson),
    send: (values) => {
      const { accept_clash, reason } = values;
      return patch(`/api/lessons/${lesson.id}/`, { ...whatOf(values), accept_clash, reason: reason.trim(), row_version: lesson.row_version });
    },
    done: (/** @type {Lesson} */ answer) => {
      toast(t("planning.change.done"));
      onDone(answer);
    },
    onChanged,
  });
  const values = form.values.value;
  const { groups, professors, room } = whatOf(values);
  const isOther = form.isDirty && groups.length > 0;
  const asked = useLessonCheck(isOther ? { lesson: lesson.id, groups, professors, room } : null);
  const check = refused ?? asked.check;
  return h(
    Dialog,
    { open: true, title: t("planning.change.title"), lead: capital(whenInWords(lesson)), size: "wide", focus: "title", isSticky: form.isDirty, isBusy: form.busy.value, onClose },
    h(
      Form,
      { form, submit: t("planning.change.action"), cancel: { onClick: onClose }, disabled: !form.isDirty || !maySend(check, values) },
      h(RoomField, { form, rooms: choices.rooms }),
      h(WhatFields, { form, choices }),
      isOther && h(ClashNotice, { check, isChecking: asked.isChecking, day: dateAt(lesson.starts_at), problem: asked.error?.message, hasAlternatives: false }),
      h(AcceptClash, { form, check, tells: true }),
    ),
  );
}
