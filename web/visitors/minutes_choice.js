// How many minutes: the usual ones at a touch, any other by typing. The page brings its words.

import { FieldGroup } from "../components/field.js";
import { h, html, useId } from "../h.js";
import { spanText } from "../seats/time_left.js";

const USUAL = [15, 30, 45, 60, 90, 120];
const MOST = 1440;

/**
 * @param {{ form: import("../components/field.js").FieldForm, name: string, label: string, other: string }} props
 *   the value of the form is a number, 0 while nothing is typed; `other`: label of the field for any other length
 */
export function MinutesChoice({ form, name, label, other }) {
  const id = useId();
  const value = Number(form.values.value[name]);
  const type = (/** @type {{ currentTarget: HTMLInputElement }} */ event) => form.set(name, Math.min(MOST, Number(event.currentTarget.value)));
  return h(FieldGroup, { id, label, errors: form.errors(name) }, html`<div class="minutes-choice">
    ${USUAL.map((minutes) => html`<label key=${minutes} class="minutes-chip">
      <input type="radio" name=${id} checked=${value === minutes} onChange=${() => form.set(name, minutes)} />
      <span>${spanText(60 * minutes)}</span>
    </label>`)}
    <span class="control minutes-other">
      <input type="number" inputmode="numeric" min="1" max=${MOST} placeholder=${other} aria-label=${other}
        value=${USUAL.includes(value) || value === 0 ? "" : value} onInput=${type} />
    </span>
  </div>`);
}
