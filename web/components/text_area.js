import { h, html } from "../h.js";
import { Field, useField } from "./field.js";

/**
 * Several lines of text; it grows with what is written where the browser can.
 * @param {import("./field.js").FieldProps & { rows?: number, placeholder?: string, maxlength?: number }} props
 */
export function TextArea(props) {
  const { form, name, label, hint, required, rows = 4, maxlength } = props;
  const { id, errors, control, value, attributes } = useField(props);
  const text = String(value ?? "");
  const isNearEnd = maxlength !== undefined && text.length > maxlength * 0.8;
  const aside = isNearEnd && html`<span class="field-count figures">${text.length} / ${maxlength}</span>`;
  return h(Field, { id, label, hint, errors, required, aside }, html`<div class="control control-tall">
    <textarea ...${attributes} ref=${control} rows=${rows} placeholder=${props.placeholder} maxlength=${maxlength}
      value=${text}
      onInput=${(/** @type {{ currentTarget: HTMLTextAreaElement }} */ event) => form.set(name, event.currentTarget.value)}></textarea>
  </div>`);
}
