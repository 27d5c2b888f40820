import { h, html } from "../h.js";
import { FieldNotes, useField } from "./field.js";

/**
 * Yes or no.
 * @param {import("./field.js").FieldProps} props
 */
export function CheckField(props) {
  const { form, name, label, hint } = props;
  const { id, errors, control, value, attributes } = useField(props);
  return html`<div class=${`field${errors.length ? " field-wrong" : ""}`}>
    <label class="check">
      <input ...${attributes} ref=${control} type="checkbox" class="check-box" checked=${Boolean(value)}
        onChange=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => form.set(name, event.currentTarget.checked)} />
      <span class="check-text">${label}</span>
    </label>
    <div class="check-notes">${h(FieldNotes, { id, hint, errors })}</div>
  </div>`;
}
