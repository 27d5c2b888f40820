import { h, html } from "../h.js";
import { Field, useField } from "./field.js";

/**
 * A day of the calendar, `2026-11-23` or empty; the browser's own picker, in the reader's own manner.
 * @param {import("./field.js").FieldProps & { min?: string, max?: string, autocomplete?: string }} props
 */
export function DateField(props) {
  const { form, name, label, hint, required, min, max, autocomplete } = props;
  const { id, errors, control, value, attributes } = useField(props);
  return h(Field, { id, label, hint, errors, required }, html`<div class="control control-short">
    <input ...${attributes} ref=${control} type="date" value=${value ?? ""} min=${min} max=${max}
      autocomplete=${autocomplete}
      onInput=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => form.set(name, event.currentTarget.value)} />
  </div>`);
}
