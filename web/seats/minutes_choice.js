// How many minutes: the usual ones at a touch, any other by typing. The page brings its words.

import { FieldGroup } from "../components/field.js";
import { h, html, useId, useState } from "../h.js";
import { t } from "../i18n.js";
import { MOST, USUAL, minutesIn } from "./minutes.js";
import { spanText } from "./time_left.js";

/**
 * @param {{ form: import("../components/field.js").FieldForm, name: string, label: string, other: string }} props
 *   the value of the form is a number, 0 while nothing fitting is typed; `other`: label of the field for any other length
 */
export function MinutesChoice({ form, name, label, other }) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const value = Number(form.values.value[name]);
  // What was typed stands there for as long as it is what counts.
  const shown = minutesIn(typed) === value ? typed : value === 0 || USUAL.includes(value) ? "" : String(value);
  const isWrong = shown !== "" && value === 0;
  const type = (/** @type {{ currentTarget: HTMLInputElement }} */ event) => {
    setTyped(event.currentTarget.value);
    form.set(name, minutesIn(event.currentTarget.value));
  };
  const pick = (/** @type {number} */ minutes) => {
    setTyped("");
    form.set(name, minutes);
  };
  const errors = isWrong ? [t("seats.minutes.wrong", { most: MOST })] : form.errors(name);
  return h(FieldGroup, { id, label, errors }, html`<div class="minutes-choice">
    ${USUAL.map((minutes) => html`<label key=${minutes} class="minutes-chip">
      <input type="radio" name=${id} checked=${value === minutes} onChange=${() => pick(minutes)} />
      <span>${spanText(60 * minutes)}</span>
    </label>`)}
    <span class=${`control minutes-other${isWrong ? " is-wrong" : ""}`}>
      <input inputmode="numeric" autocomplete="off" maxlength="4" placeholder=${other} aria-label=${other} aria-invalid=${isWrong ? "true" : undefined} value=${shown} onInput=${type} />
    </span>
  </div>`);
}
