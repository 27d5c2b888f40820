// Moving a lesson: the time it has, the time it is to have, and what that meets. Keys of the area `school` only.

import { patch } from "../api.js";
import { DateField } from "../components/date_field.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { Icon } from "../components/icon.js";
import { SelectField } from "../components/select_field.js";
import { TextField } from "../components/text_field.js";
import { useForm } from "../forms.js";
import { h, html, useState } from "../h.js";
import { t, zone } from "../i18n.js";
import { capital, whenInWords } from "../school/lesson_when.js";
import { toast } from "../toasts.js";
import { AcceptClash, maySend } from "./accept_clash.js";
import { useRooms } from "./choices.js";
import { ClashNotice } from "./clash_notice.js";
import { clashOf, useLessonCheck } from "./lesson_check.js";
import { endAfter, instantsOf, wallTimesOf } from "./wall_times.js";

/**
 * @typedef {import("./shapes.js").Lesson} Lesson
 * @typedef {import("./shapes.js").Alternative} Alternative
 * @typedef {import("./shapes.js").Check} Check
 * @typedef {import("./wall_times.js").WallTimes & { room: number | "", accept_clash: boolean, reason: string }} Values
 */

/**
 * @param {{ lesson: Lesson, startsAt?: string, onClose: () => void, onMoved: (lesson: Lesson) => void, onChanged?: () => void }} props
 *   `startsAt`: where it was dropped; `onChanged`: somebody else was faster
 */
export function MoveDialog({ lesson, startsAt, onClose, onMoved, onChanged }) {
  const { form, check, isChecking, problem, to, isSame } = useMoving(lesson, startsAt, { onMoved, onChanged });
  const values = form.values.value;
  /** @param {Alternative} one */
  const take = (one) => {
    const times = wallTimesOf(one, zone.value);
    form.values.value = { ...values, ...times, room: one.room?.id ?? values.room };
  };
  return h(
    Dialog,
    { open: true, title: t("school.move.title"), lead: lesson.title, size: "wide", focus: "title", isSticky: form.isDirty, isBusy: form.busy.value, onClose },
    html`<div class="lesson-move-both">
      <p><span class="soft small">${t("school.move.before")}</span><span class=${isSame ? "" : "lesson-move-before"}>${capital(whenInWords(lesson))}</span></p>
      <span class="lesson-move-arrow">${h(Icon, { name: "arrow_right", size: 20 })}</span>
      <p aria-live="polite"><span class="soft small">${t("school.move.after")}</span>
        ${to && !isSame ? html`<strong>${capital(whenInWords(to))}</strong>` : html`<span class="soft">${t("school.move.choose")}</span>`}</p>
    </div>`,
    h(
      Form,
      { form, submit: t("school.move.action"), cancel: { onClick: onClose }, disabled: isSame || !to || !maySend(check, values) },
      h(TimeFields, { form, lesson }),
      h(ClashNotice, { check, isChecking, day: values.day, onPick: take, isIdle: isSame || !to, problem }),
      h(AcceptClash, { form, check, tells: true }),
    ),
  );
}

/**
 * @param {Lesson} lesson @param {string | undefined} startsAt
 * @param {{ onMoved: (lesson: Lesson) => void, onChanged?: () => void }} given
 */
function useMoving(lesson, startsAt, { onMoved, onChanged }) {
  const [refused, setRefused] = useState(/** @type {{ to: string, check: Check } | null} */ (null));
  const form = useForm({
    initial: initialOf(lesson, startsAt),
    send: async (/** @type {Values} */ values) => {
      const body = { ...bodyOf(values), reason: values.reason.trim(), accept_clash: values.accept_clash, row_version: lesson.row_version };
      try {
        return /** @type {Lesson} */ (await patch(`/api/lessons/${lesson.id}/`, body));
      } catch (error) {
        const met = clashOf(error);
        if (met) setRefused({ to: JSON.stringify(bodyOf(values)), check: met });
        else if (/** @type {{ status?: number }} */ (error).status === 409) onChanged?.();
        throw error;
      }
    },
    done: (moved) => {
      toast(t("school.move.done", { when: whenInWords(moved) }));
      onMoved(moved);
    },
  });
  const body = bodyOf(form.values.value);
  const isSame = JSON.stringify(body) === JSON.stringify(bodyOf(initialOf(lesson)));
  const asked = useLessonCheck(body && !isSame ? { lesson: lesson.id, ...body } : null);
  // What the write itself has met is newer than what was asked before it.
  const check = refused && refused.to === JSON.stringify(body) ? refused.check : asked.check;
  return { form, check, isChecking: asked.isChecking, problem: asked.error?.message, to: body, isSame };
}

/** @param {Lesson} lesson @param {string} [startsAt] @returns {Values} */
function initialOf(lesson, startsAt) {
  const length = Date.parse(lesson.ends_at) - Date.parse(lesson.starts_at);
  const at = startsAt ? { starts_at: startsAt, ends_at: new Date(Date.parse(startsAt) + length).toISOString() } : lesson;
  return { ...wallTimesOf(at, zone.value), room: lesson.room?.id ?? "", accept_clash: false, reason: "" };
}

/** @param {Values} values */
function bodyOf(values) {
  const times = instantsOf(values, zone.value);
  return times && { ...times, room: values.room === "" ? null : values.room };
}

/** @param {{ form: import("../forms.js").Form<Values, Lesson>, lesson: Lesson }} props */
function TimeFields({ form, lesson }) {
  const rooms = useRooms().data ?? (lesson.room ? [{ ...lesson.room, site_name: "" }] : []);
  const options = rooms.map(({ id, name, site_name }) => ({ value: id, label: [name, site_name].filter(Boolean).join(" · ") }));
  /** The end goes along. */
  const follow = {
    values: form.values,
    errors: (/** @type {string} */ name) => form.errors(name),
    set: (/** @type {string} */ name, /** @type {string} */ value) => {
      const before = form.values.peek();
      form.set("ends_at", endAfter(before, value));
      form.set(name, value);
    },
  };
  return html`<div class="lesson-times">
    ${h(DateField, { form, name: "day", label: t("school.field.day"), required: true })}
    ${h(TextField, { form: follow, name: "starts_at", type: "time", label: t("school.field.from"), required: true, size: "short" })}
    ${h(TextField, { form, name: "ends_at", type: "time", label: t("school.field.to"), required: true, size: "short" })}
    ${h(SelectField, { form, name: "room", label: t("school.field.room"), options, placeholder: t("school.field.no_room") })}
  </div>`;
}
