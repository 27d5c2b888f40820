// The form of a lesson or of a weekly series, with what it would meet beside it.

import { ApiError } from "../api_error.js";
import { weekdayOf } from "../components/calendar_time.js";
import { Form } from "../components/form.js";
import { Segments } from "../components/segments.js";
import { useForm } from "../forms.js";
import { h, html, useState } from "../h.js";
import { t, zone } from "../i18n.js";
import { useDraft, useLeaveWarning } from "../people/drafts.js";
import { maySend } from "./accept_clash.js";
import { clashOf } from "./lesson_check.js";
import { PlanningAside } from "./planning_aside.js";
import { WhatFields } from "./what_fields.js";
import { WhenFields } from "./when_fields.js";
import { wallTimesOf } from "./wall_times.js";

/**
 * @typedef {import("./values.js").Values} Values
 * @typedef {import("./shapes.js").Alternative} Alternative
 * @typedef {import("./shapes.js").Check} Check
 * @typedef {import("./what_fields.js").Choices} Choices
 */

/**
 * @param {{
 *   name: string,
 *   initial: Values,
 *   choices: Choices & { terms: import("./shapes.js").Term[] },
 *   submit: string | ((values: Values) => string),
 *   cancel: string,
 *   send: (values: Values) => Promise<any>,
 *   done: (answer: any, values: Values) => void,
 *   series?: number,
 * }} props `name`: of what was typed, for whoever comes back; `cancel`: a path; `series`: the one that is changed; the answer is the caller's knowledge, hence `any`
 * @returns {import("../h.js").VNode}
 */
export function PlanningForm({ name, initial, choices, submit, cancel, send, done, series }) {
  const [refused, setRefused] = useState(/** @type {{ of: string, check: Check } | null} */ (null));
  const form = useForm({
    initial,
    send: async (/** @type {Values} */ values) => {
      try {
        return await send(values);
      } catch (error) {
        const met = clashOf(error);
        if (met) setRefused({ of: essence(values), check: met });
        throw renamed(error);
      }
    },
    done: (/** @type {any} */ answer, /** @type {Values} */ values) => {
      form.reset(values);
      done(answer, values);
    },
  });
  const [check, setCheck] = useState(/** @type {Check | null} */ (null));
  useLeaveWarning(form.isDirty);
  useDraft(name, {
    keep: () => (form.isDirty ? form.values.peek() : undefined),
    take: (/** @type {Values} */ values) => {
      form.values.value = values;
    },
  });
  const values = form.values.value;
  const met = refused && refused.of === essence(values) ? refused.check : null;
  return html`<div class="planning-sheet">${h(
    Form,
    {
      form,
      submit: typeof submit === "string" ? submit : submit(values),
      cancel: { to: cancel },
      disabled: !maySend(met ?? check, values),
      also: !maySend(met ?? check, values) && html`<span class="soft small">${t("planning.form.solve_first")}</span>`,
    },
    !series && h(KindChoice, { form }),
    html`<div class="planning-both">
      <div class="planning-fields">
        <fieldset class="planning-part"><legend>${t("planning.part.what")}</legend>${h(WhatFields, { form, choices })}</fieldset>
        <fieldset class="planning-part"><legend>${t("planning.part.when")}</legend>${h(WhenFields, { form, rooms: choices.rooms, terms: choices.terms })}</fieldset>
      </div>
      ${h(PlanningAside, { form, rooms: choices.rooms, refused: met, series, onCheck: setCheck, onPick: (one) => take(form, one) })}
    </div>`,
  )}</div>`;
}

/** @param {{ form: import("./what_fields.js").ValuesForm }} props */
function KindChoice({ form }) {
  return h(Segments, {
    label: t("planning.kind.label"),
    options: [
      { value: "lesson", label: t("planning.kind.lesson"), icon: "lesson" },
      { value: "series", label: t("planning.kind.series"), icon: "refresh" },
    ],
    value: form.values.value.kind,
    onPick: (/** @type {import("./values.js").Kind} */ kind) => form.set("kind", kind),
  });
}

/** The alternative becomes what is wanted; of a series, its day of the week. @param {import("./what_fields.js").ValuesForm} form @param {Alternative} one */
function take(form, one) {
  const values = form.values.peek();
  const { day, starts_at, ends_at } = wallTimesOf(one, zone.value);
  const room = one.room?.id ?? values.room;
  const when = values.kind === "series" ? { weekday: weekdayOf(day) } : { day };
  form.values.value = { ...values, ...when, starts_at, ends_at, room, accept_clash: false };
}

/** All but how a clash is met. @param {Values} values */
function essence({ accept_clash, reason, ...rest }) {
  return JSON.stringify(rest);
}

/** Of a series the API calls the times of the clock otherwise. @param {unknown} error */
function renamed(error) {
  if (!(error instanceof ApiError)) return error;
  const { from_time, to_time, ...others } = error.errors;
  error.errors = { ...others, ...(from_time && { starts_at: from_time }), ...(to_time && { ends_at: to_time }) };
  return error;
}
