// One day of the week: open or not, its stretches, and what is wrong with them.

import { IconButton } from "../components/button.js";
import { FieldNotes } from "../components/field.js";
import { h, html, useEffect, useId, useRef } from "../h.js";
import { t } from "../i18n.js";
import { weekdayName, weekdayTitle } from "./day_names.js";
import { startsOf } from "./starts.js";
import { TimeInput } from "./time_input.js";
import { furtherStretch } from "./week.js";

/** @typedef {import("./week.js").Stretch} Stretch */
/** @typedef {import("./week.js").Problem} Problem */

/**
 * @param {{
 *   day: number,
 *   stretches: Stretch[],
 *   minutes: number | null,
 *   pause: number,
 *   problems: Problem[],
 *   onToggle: () => void,
 *   onChange: (stretches: Stretch[]) => void,
 *   onCopy: () => void,
 * }} props
 */
export function DayRow({ day, stretches, minutes, pause, problems, onToggle, onChange, onCopy }) {
  const row = useRef(/** @type {HTMLElement | null} */ (null));
  const focusDue = useRef(/** @type {string | null} */ (null));
  const name = weekdayName(day);
  const isOpen = stretches.length > 0;
  const further = furtherStretch(stretches);
  useEffect(() => {
    if (!focusDue.current) return;
    const target = row.current?.querySelector(focusDue.current);
    focusDue.current = null;
    if (target instanceof HTMLElement) target.focus();
  });
  const add = () => {
    if (!further) return;
    focusDue.current = `[data-stretch="${stretches.length}"] input`;
    onChange([...stretches, further]);
  };
  /** @param {number} at */
  const remove = (at) => {
    // The focus stays in the day: on the stretch before it, or on the check box of a day that is closed now.
    focusDue.current = stretches.length > 1 ? `[data-stretch="${Math.max(0, at - 1)}"] input` : ".check-box";
    onChange(stretches.filter((_, other) => other !== at));
  };
  /** @param {number} at @param {Partial<Stretch>} change */
  const change = (at, change) => onChange(stretches.map((old, other) => (other === at ? { ...old, ...change } : old)));

  return html`<li ref=${row} class=${isOpen ? "hours-day" : "hours-day is-closed"}>
    <div class="hours-day-top">
      <label class="check">
        <input type="checkbox" class="check-box" checked=${isOpen} onChange=${onToggle} />
        <span class="check-text hours-day-name">${weekdayTitle(day)}</span>
      </label>
      <p class="hours-day-count soft small figures">${problems.length > 0 ? t("availability.day.wrong") : said(stretches, minutes, pause)}</p>
    </div>
    ${isOpen &&
    html`<div class="hours-day-hours">
      ${stretches.map((stretch, at) =>
        h(StretchRow, {
          key: at,
          at,
          stretch,
          label: t("availability.stretch.label", { day: name, number: at + 1 }),
          problem: problems.find((one) => one.at === at),
          onChange: (part) => change(at, part),
          onRemove: () => remove(at),
        }),
      )}
    </div>`}
    ${isOpen &&
    html`<div class="hours-day-tools">
      ${h(IconButton, { icon: "plus", small: true, disabled: !further, label: t("availability.stretch.add_to", { day: name }), onClick: add })}
      ${h(IconButton, { icon: "copy", small: true, label: t("availability.copy.of", { day: name }), onClick: onCopy })}
    </div>`}
  </li>`;
}

/** @param {Stretch[]} stretches @param {number | null} minutes @param {number} pause */
function said(stretches, minutes, pause) {
  if (stretches.length === 0) return t("availability.day.closed");
  return minutes === null ? "" : t("availability.day.count", { count: startsOf(stretches, { minutes, pause }).length });
}

/**
 * @param {{
 *   at: number,
 *   stretch: Stretch,
 *   label: string,
 *   problem: Problem | undefined,
 *   onChange: (part: Partial<Stretch>) => void,
 *   onRemove: () => void,
 * }} props
 */
function StretchRow({ at, stretch, label, problem, onChange, onRemove }) {
  const id = useId();
  const attributes = { "aria-invalid": problem ? "true" : undefined, "aria-describedby": problem ? `${id}-errors` : undefined };
  return html`<div class=${problem ? "stretch field-wrong" : "stretch"} role="group" aria-label=${label} data-stretch=${at}>
    <div class="stretch-line">
      ${h(TimeInput, { value: stretch.opens, label: t("availability.stretch.opens"), attributes, onTime: (opens) => onChange({ opens }) })}
      <span class="stretch-to" aria-hidden="true">–</span>
      ${h(TimeInput, { value: stretch.closes, label: t("availability.stretch.closes"), attributes, onTime: (closes) => onChange({ closes }) })}
      ${h(IconButton, { icon: "trash", small: true, label: t("availability.stretch.remove", { stretch: label }), onClick: onRemove })}
    </div>
    ${h(FieldNotes, { id, errors: problem ? [t(`availability.stretch.${problem.code}`)] : [] })}
  </div>`;
}
