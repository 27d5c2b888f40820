// The times of one day, to choose one.

import { h, html, useId } from "../h.js";
import { t } from "../i18n.js";
import { asTitle, dayTitle } from "../components/calendar_names.js";
import { freeSlots, partsOfDay } from "./slots.js";

/** @typedef {import("./slots.js").Slot} Slot */

/**
 * Those that are taken stay in their place, struck out: the day keeps its shape.
 * @param {{
 *   day: string | null,
 *   slots: Slot[],
 *   picked: { date: string, start: string } | null,
 *   onPick: (start: import("./slots.js").Start) => void,
 * }} props
 */
export function DayTimes({ day, slots, picked, onPick }) {
  if (!day) return null;
  const count = freeSlots(slots).length;
  return html`<div class="slots-times">
    <div class="slots-day-head" aria-live="polite">
      <h3>${asTitle(dayTitle(day))}</h3>
      <p class="soft small">${count > 0 ? t("appointments.slots.free", { count }) : t("appointments.slots.day_full")}</p>
    </div>
    ${partsOfDay(slots).map(({ part, slots: some }) =>
      h(PartOfDay, {
        key: part,
        part,
        slots: some,
        picked: picked?.date === day ? picked.start : null,
        onPick: ({ start, end }) => onPick({ date: day, start, end }),
      }),
    )}
  </div>`;
}

/**
 * @param {{ part: import("./slots.js").Part, slots: Slot[], picked: string | null, onPick: (slot: Slot) => void }} props
 */
function PartOfDay({ part, slots, picked, onPick }) {
  const id = useId();
  return html`<div class="slots-part" role="group" aria-labelledby=${id}>
    <p class="slots-part-name" id=${id}>${t(`appointments.slots.${part}`)}</p>
    <div class="slots-part-times">
      ${slots.map((slot) => h(Time, { key: slot.start, slot, isPicked: slot.start === picked, onPick }))}
    </div>
  </div>`;
}

/** @param {{ slot: Slot, isPicked: boolean, onPick: (slot: Slot) => void }} props */
function Time({ slot, isPicked, onPick }) {
  // What one has picked oneself is held for one, and so is no longer free to others.
  if (!slot.available && !isPicked) {
    return html`<span class="time time-taken figures"><s>${slot.start}</s><span class="unseen"> ${t("appointments.slots.taken")}</span></span>`;
  }
  return html`<button type="button" class="time figures" aria-pressed=${isPicked ? "true" : "false"} onClick=${() => onPick(slot)}>
    ${slot.start}<span class="unseen"> ${t("appointments.slots.until", { end: slot.end })}</span>
  </button>`;
}
