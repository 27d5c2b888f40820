// An enrolment: its days, its end, another group from a day on.

import { del, patch, post } from "../api.js";
import { DateField } from "../components/date_field.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { SelectField } from "../components/select_field.js";
import { useForm } from "../forms.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { dateAt } from "../school/lesson_when.js";
import { toast } from "../toasts.js";
import { ACCEPTING, ClashPart, accepted, useClash } from "./clash_part.js";
import { isReplaced } from "./enrolment_state.js";
import { optionsOf } from "./tree.js";

/** @typedef {import("./shapes.js").Enrolment} Enrolment */
/** @typedef {import("./shapes.js").Group} Group */

/** @param {{ enrolment: Enrolment, isEnding: boolean, onClose: () => void, onDone: () => void }} props `isEnding`: only its last day is asked for */
export function DaysDialog({ enrolment, isEnding, onClose, onDone }) {
  const { clash, watch } = useClash();
  const { id, first_day, last_day, student_name, row_version } = enrolment;
  const form = useForm({
    initial: { first_day, last_day: last_day ?? (isEnding ? dateAt() : ""), ...ACCEPTING },
    send: ({ first_day: first, last_day: last, ...accepting }) =>
      watch(() => patch(`/api/enrolments/${id}/`, { first_day: first, last_day: last || null, row_version, ...accepted(accepting) })),
    done: () => {
      toast(t("structure.saved"), { tone: "good" });
      onDone();
    },
  });
  return h(
    Dialog,
    {
      open: true,
      title: t(isEnding ? "structure.end.title" : "structure.days.title", { name: student_name.trim() }),
      lead: isEnding ? t("structure.end.lead") : undefined,
      isSticky: form.isDirty,
      isBusy: form.busy.value,
      onClose,
    },
    h(
      Form,
      { form, submit: t(isEnding ? "structure.end.action" : "structure.save"), cancel: { onClick: onClose } },
      html`<div class="structure-dates">
        ${!isEnding && h(DateField, { form, name: "first_day", label: t("structure.first_day"), required: true })}
        ${h(DateField, { form, name: "last_day", label: t("structure.last_day"), min: first_day, hint: isEnding ? undefined : t("structure.last_day_hint") })}
      </div>`,
      h(ClashPart, { form, clash }),
    ),
  );
}

/** @param {{ enrolment: Enrolment, groups: readonly Group[], onClose: () => void, onDone: () => void }} props */
export function MoveDialog({ enrolment, groups, onClose, onDone }) {
  const { clash, watch } = useClash();
  const name = enrolment.student_name.trim();
  const form = useForm({
    initial: { group: /** @type {number | string} */ (""), from: dateAt(), ...ACCEPTING },
    send: ({ group, from, ...accepting }) => watch(() => move(enrolment, group, from, accepted(accepting))),
    done: (_, { group }) => {
      toast(t("structure.move.done", { name, group: groups.find(({ id }) => id === group)?.name ?? "" }), { tone: "good" });
      onDone();
    },
  });
  const aliased = {
    values: form.values,
    set: form.set.bind(form),
    // The day of moving is the first one of the new enrolment, and bounds the old one.
    errors: (/** @type {string} */ field) => (field === "from" ? [...form.errors("from"), ...form.errors("first_day"), ...form.errors("last_day")] : form.errors(field)),
  };
  return h(
    Dialog,
    { open: true, title: t("structure.move.title", { name }), lead: t("structure.move.lead"), isSticky: form.isDirty, isBusy: form.busy.value, onClose },
    h(
      Form,
      { form, submit: t("structure.move.action"), cancel: { onClick: onClose } },
      h(SelectField, { form, name: "group", label: t("structure.move.to"), placeholder: t("structure.choose"), options: optionsOf(groups.filter(({ id }) => id !== enrolment.group)) }),
      h(DateField, { form: aliased, name: "from", label: t("structure.move.from"), required: true }),
      h(ClashPart, { form, clash }),
    ),
  );
}

/**
 * It ends in one group and begins in the other at once. One that has not begun is entered anew: there is nothing to end.
 * When that is refused it is put back, so that nobody is left without a group.
 * @param {Enrolment} enrolment @param {number | string} group @param {string} from @param {Record<string, unknown>} accepting
 */
async function move(enrolment, group, from, accepting) {
  const { id, student, last_day, first_day, row_version } = enrolment;
  if (!isReplaced(enrolment, from, dateAt())) return post(`/api/enrolments/${id}/move/`, { group: group || null, from, row_version, ...accepting });
  await del(`/api/enrolments/${id}/`);
  return post("/api/enrolments/", { student, group: group || null, first_day: from, last_day, ...accepting }).catch(async (error) => {
    await post("/api/enrolments/", { student, group: enrolment.group, first_day, last_day }).catch(() => null);
    throw error;
  });
}
