// A new day off, hours off or extra hours. The bookings that it meets are told before it is saved.

import { dateAt } from "../appointments/when.js";
import { DateField } from "../components/date_field.js";
import { Form } from "../components/form.js";
import { Notice } from "../components/notice.js";
import { Segments } from "../components/segments.js";
import { TextField } from "../components/text_field.js";
import { useForm } from "../forms.js";
import { h, html, useEffect } from "../h.js";
import { t } from "../i18n.js";
import { useDraft, useLeaveWarning } from "../people/drafts.js";
import { toast } from "../toasts.js";
import { BriefBookings } from "./booking_list.js";
import { hitBy } from "./days.js";
import { sendExceptions, wantedOf } from "./new_exceptions.js";

/** @typedef {import("./days.js").Appointment} Appointment */
/** @typedef {import("./new_exceptions.js").ExceptionValues} ExceptionValues */

/** @type {ExceptionValues} */
const EMPTY = { kind: "closed", day: "", last_day: "", from_time: "", to_time: "", reason: "" };
const LONGEST = 2_000;

/**
 * @param {{
 *   coach: number,
 *   known: import("./exceptions_side.js").Known,
 *   day: string | null,
 *   onDay: (date: string) => void,
 *   onSaved: (bookings: Appointment[]) => void,
 * }} props `day`: the one that was picked in the month
 */
export function ExceptionForm({ coach, known, day, onDay, onSaved }) {
  const form = useForm({
    initial: EMPTY,
    send: (values) => sendExceptions(coach, values),
    done: ({ count, bookings }, { kind }) => {
      form.reset({ ...EMPTY, kind });
      toast(t(`availability.exception.saved.${kind}`, { count }));
      onSaved(bookings);
    },
  });
  const { kind, day: first } = form.values.value;
  useEffect(() => {
    if (!day || day === form.values.peek().day) return;
    form.set("day", day);
    if (form.values.peek().last_day < day) form.set("last_day", "");
  }, [day]);
  useEffect(() => {
    if (first && first !== day) onDay(first);
  }, [first]);
  useLeaveWarning(form.isDirty);
  useDraft(`exception ${coach}`, {
    keep: () => (form.isDirty ? form.values.peek() : undefined),
    take: (/** @type {ExceptionValues} */ values) => {
      form.values.value = values;
    },
  });
  return h(
    Form,
    { form, submit: t(kind === "extra" ? "availability.exception.open" : "availability.exception.close") },
    h(Segments, {
      label: t("availability.exception.kind"),
      wide: true,
      value: kind,
      options: /** @type {const} */ (["closed", "closed_part", "extra"]).map((value) => ({ value, label: t(`availability.kind.${value}`) })),
      onPick: (/** @type {ExceptionValues["kind"]} */ value) => form.set("kind", value),
    }),
    html`<p class="field-hint">${t(`availability.exception.about.${kind}`)}</p>`,
    html`<div class="form-pair">
      ${h(DateField, { form, name: "day", label: t("availability.exception.day"), min: dateAt() })}
      ${h(DateField, { form, name: "last_day", label: t("availability.exception.last"), required: false, min: first || dateAt() })}
    </div>`,
    kind !== "closed" &&
      html`<div class="form-pair">
        ${h(TextField, { form, name: "from_time", type: "time", size: "short", label: t("availability.exception.from_time") })}
        ${h(TextField, { form, name: "to_time", type: "time", size: "short", label: t("availability.exception.to_time") })}
      </div>`,
    html`<div>
      ${h(TextField, {
        form,
        name: "reason",
        label: t("availability.exception.reason"),
        hint: t("availability.exception.reason_hint"),
        required: false,
        maxlength: LONGEST,
      })}
      ${h(Met, { bookings: hitBy(wantedOf(form.values.value), known.booked) })}
    </div>`,
  );
}

/** @param {{ bookings: Appointment[] }} props */
function Met({ bookings }) {
  return html`<div class="exception-met" aria-live="polite">
    ${bookings.length > 0 &&
    h(
      Notice,
      { tone: "warning", title: t("availability.met.title", { count: bookings.length }) },
      html`<p>${t("availability.met.text")}</p>`,
      h(BriefBookings, { bookings }),
    )}
  </div>`;
}
