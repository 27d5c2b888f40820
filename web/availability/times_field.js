// Up to three of some free times.

import { capital, dayInWords } from "../appointments/when.js";
import { FieldGroup, useField } from "../components/field.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { nameOf } from "./nearest.js";

/** @typedef {import("./nearest.js").Time} Time */

export const MOST_PROPOSED = 3;

/** @param {{ form: import("../components/field.js").FieldForm, times: Time[] }} props */
export function TimesField({ form, times }) {
  const { id, errors, value } = useField({ form, name: "picked" });
  const picked = /** @type {Time[]} */ (value);
  const names = picked.map(nameOf);
  const isFull = picked.length >= MOST_PROPOSED;
  const shown = [...new Map([...times, ...picked].map((time) => [nameOf(time), time])).values()].sort((one, other) => nameOf(one).localeCompare(nameOf(other)));
  /** @param {Time} time */
  const toggle = (time) => {
    const without = picked.filter((one) => nameOf(one) !== nameOf(time));
    form.set("picked", without.length < picked.length ? without : [...picked, time].sort((one, other) => nameOf(one).localeCompare(nameOf(other))));
  };
  return h(
    FieldGroup,
    { id, label: t("availability.proposal.times"), hint: t(shown.length > 0 ? "availability.proposal.times_hint" : "availability.proposal.no_times"), errors },
    html`<div class="proposal-times">
      ${shown.map((time) => {
        const isPicked = names.includes(nameOf(time));
        return html`<label class="check proposal-time" key=${nameOf(time)}>
          <input type="checkbox" class="check-box" checked=${isPicked} disabled=${isFull && !isPicked} onChange=${() => toggle(time)} />
          <span class="check-text figures">${capital(dayInWords(time.date))}<br /><strong>${time.start}–${time.end}</strong></span>
        </label>`;
      })}
    </div>`,
  );
}
