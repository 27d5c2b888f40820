// The weekly hours as a field of the form: a row for each day.

import { FieldNotes, useField } from "../components/field.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";
import { CopyDayDialog } from "./copy_day_dialog.js";
import { weekdayName } from "./day_names.js";
import { DayRow } from "./day_row.js";
import { copyDay, openingOf, problemsOf, withDay } from "./week.js";

/** @typedef {import("./week.js").Week} Week */

/**
 * @param {{
 *   form: import("../components/field.js").FieldForm,
 *   minutes: number | null,
 *   pause: number,
 *   isRefused: boolean,
 * }} props `minutes` of the service that the counts are for; `isRefused`: it was tried to save it, so times that are missing are told
 */
export function WeekField({ form, minutes, pause, isRefused }) {
  const { id, errors, value } = useField({ form, name: "hours" });
  const week = /** @type {Week} */ (value);
  const [copied, setCopied] = useState(/** @type {number | null} */ (null));
  /** Hours of days that were closed: they come back when the day is opened again. */
  const [put, setPut] = useState(/** @type {Record<number, Week[number]>} */ ({}));
  const problems = problemsOf(week).filter(({ code }) => isRefused || code !== "missing");
  const isWrong = errors.length > 0;

  /** @param {number} day */
  const toggle = (day) => {
    if (week[day].length > 0) {
      setPut({ ...put, [day]: week[day] });
      form.set("hours", withDay(week, day, []));
    } else form.set("hours", withDay(week, day, put[day] ?? openingOf(week, day)));
  };
  /** @param {number} from @param {number[]} to */
  const copy = (from, to) => {
    form.set("hours", copyDay(week, from, to));
    setCopied(null);
    toast(t("availability.copy.done", { day: weekdayName(from), count: to.length }));
  };
  return html`<div class=${`hours-field${isWrong ? " field-wrong" : ""}`} role="group" aria-label=${t("availability.week.title")}
    aria-describedby=${isWrong ? `${id}-errors` : undefined}>
    <ul class="hours-days">
      ${week.map((stretches, day) =>
        h(DayRow, {
          key: day,
          day,
          stretches,
          minutes,
          pause,
          problems: problems.filter((problem) => problem.day === day),
          onToggle: () => toggle(day),
          onChange: (changed) => form.set("hours", withDay(week, day, changed)),
          onCopy: () => setCopied(day),
        }),
      )}
    </ul>
    ${h(FieldNotes, { id, errors })}
    ${copied !== null &&
    h(CopyDayDialog, { week, from: copied, onClose: () => setCopied(null), onCopy: (to) => copy(copied, to) })}
  </div>`;
}
