import { h, html, useId, useLayoutEffect, useRef, useState } from "../h.js";
import { t, zone } from "../i18n.js";
import { IconButton } from "./button.js";
import { asTitle, dayFull, dayName, dayNumber, dayShort, monthTitle } from "./calendar_names.js";
import { addDays, addMonths, shiftMonth, wallOf, weekdayOf, weeksOfMonth } from "./calendar_time.js";

/**
 * @typedef {{ label: string, count?: number, tone?: "good" | "warning" | "quiet" }} Mark
 * @typedef {{
 *   month: string,
 *   label: string,
 *   picked?: string | null,
 *   marked?: Readonly<Record<string, Mark>>,
 *   isDisabled?: (date: string) => boolean,
 *   min?: string,
 *   max?: string,
 *   now?: string | number,
 *   isBusy?: boolean,
 *   onPick: (date: string) => void,
 *   onMonth: (month: string) => void,
 * }} MonthGridProps `marked`: what is to be said of a day, such as "3 free times"
 */

/**
 * A month to choose a day from (ARIA APG: grid of dates). Arrows: days and weeks; Home and End: the week; Page up and
 * down: months, with Shift years. A day that cannot be chosen can be reached, so that one hears that it is there.
 * @param {MonthGridProps} props
 */
export function MonthGrid(props) {
  const { month, label, picked, min, max, isBusy, onPick, onMonth } = props;
  const today = wallOf(props.now ?? Date.now(), zone.value).date;
  const [active, setActive] = useState(picked ?? today);
  const grid = useRef(/** @type {HTMLTableElement | null} */ (null));
  const isFocusDue = useRef(false);
  const id = useId();
  const focusable = active.startsWith(month) ? active : firstOf(month, picked, today);
  useLayoutEffect(() => {
    if (!isFocusDue.current) return;
    isFocusDue.current = false;
    const cell = grid.current?.querySelector(`[data-date="${focusable}"]`);
    if (cell instanceof HTMLElement) cell.focus();
  });
  const weeks = weeksOfMonth(month);
  const isOff = (/** @type {string} */ date) => (min !== undefined && date < min) || (max !== undefined && date > max) || Boolean(props.isDisabled?.(date));

  /** @param {KeyboardEvent} event */
  const onKeyDown = (event) => {
    const next = nextDate(focusable, event);
    if (!next) return;
    event.preventDefault();
    isFocusDue.current = true;
    setActive(next);
    if (!next.startsWith(month)) onMonth(next.slice(0, 7));
  };
  /** @param {string} date */
  const pick = (date) => {
    setActive(date);
    if (!isOff(date)) onPick(date);
  };
  return html`<div class="month" role="group" aria-label=${label} aria-busy=${isBusy ? "true" : undefined}>
    <div class="month-head">
      ${h(IconButton, { icon: "chevron_left", label: t("core.calendar.previous_month"), disabled: min !== undefined && month <= min.slice(0, 7), onClick: () => onMonth(shiftMonth(month, -1)) })}
      <p id=${id} class="month-title" aria-live="polite">${asTitle(monthTitle(month))}</p>
      ${h(IconButton, { icon: "chevron_right", label: t("core.calendar.next_month"), disabled: max !== undefined && month >= max.slice(0, 7), onClick: () => onMonth(shiftMonth(month, 1)) })}
    </div>
    <table ref=${grid} role="grid" aria-labelledby=${id} onKeyDown=${onKeyDown}>
      <thead>
        <tr>${weeks[0].map((date) => html`<th key=${date} scope="col" abbr=${dayName(date)}>${dayShort(date).slice(0, 2)}</th>`)}</tr>
      </thead>
      <tbody>
        ${weeks.map(
          (week) => html`<tr key=${week[0]}>
            ${week.map((date) => h(DayCell, { key: date, date, month, today, picked, mark: props.marked?.[date], isOff: isOff(date), isActive: date === focusable, onPick: pick }))}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** @param {string} month @param {string | null | undefined} picked @param {string} today */
function firstOf(month, picked, today) {
  if (picked?.startsWith(month)) return picked;
  return today.startsWith(month) ? today : `${month}-01`;
}

/** @param {string} date @param {KeyboardEvent} event @returns {string | null} */
function nextDate(date, event) {
  switch (event.key) {
    case "ArrowLeft":
      return addDays(date, -1);
    case "ArrowRight":
      return addDays(date, 1);
    case "ArrowUp":
      return addDays(date, -7);
    case "ArrowDown":
      return addDays(date, 7);
    case "Home":
      return addDays(date, 1 - weekdayOf(date));
    case "End":
      return addDays(date, 7 - weekdayOf(date));
    case "PageUp":
      return addMonths(date, event.shiftKey ? -12 : -1);
    case "PageDown":
      return addMonths(date, event.shiftKey ? 12 : 1);
    default:
      return null;
  }
}

/**
 * @param {{ date: string, month: string, today: string, picked?: string | null, mark?: Mark, isOff: boolean, isActive: boolean,
 *   onPick: (date: string) => void }} props
 */
function DayCell({ date, month, today, picked, mark, isOff, isActive, onPick }) {
  if (!date.startsWith(month)) return html`<td class="is-outside" aria-disabled="true"><span aria-hidden="true">${dayNumber(date)}</span></td>`;
  const isPicked = date === picked;
  const look = ["month-day", date === today && "is-today", isOff && "is-off", mark && `mark-${mark.tone ?? "good"}`];
  const spoken = [dayFull(date), date === today && t("core.calendar.is_today"), mark?.label, isOff && !mark && t("core.calendar.not_available")];
  return html`<td role="gridcell" aria-selected=${isPicked ? "true" : "false"}>
    <button
      type="button"
      class=${look.filter(Boolean).join(" ")}
      data-date=${date}
      tabindex=${isActive ? 0 : -1}
      aria-disabled=${isOff ? "true" : undefined}
      aria-current=${date === today ? "date" : undefined}
      onClick=${() => onPick(date)}
    >
      <span class="unseen">${spoken.filter(Boolean).join(", ")}</span>
      <span aria-hidden="true" class="figures">${dayNumber(date)}</span>
      ${mark && html`<span aria-hidden="true" class="month-mark">${Array.from({ length: Math.min(mark.count ?? 1, 3) }, (_, dot) => html`<i key=${dot}></i>`)}</span>`}
    </button>
  </td>`;
}
