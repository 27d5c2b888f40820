import { h, html } from "../h.js";
import { Field, useField } from "./field.js";
import { Icon } from "./icon.js";

/**
 * One of a few. The value of the form is that of the option, number or text.
 * @param {import("./field.js").FieldProps & {
 *   options: { value: string | number, label: string }[],
 *   placeholder?: string,
 *   size?: "normal" | "short",
 * }} props
 */
export function SelectField(props) {
  const { form, name, label, hint, required, options, placeholder, size = "normal" } = props;
  const { id, errors, control, value, attributes } = useField(props);
  const pick = (/** @type {{ currentTarget: HTMLSelectElement }} */ event) => {
    const picked = options.find((option) => String(option.value) === event.currentTarget.value);
    form.set(name, picked ? picked.value : "");
  };
  return h(Field, { id, label, hint, errors, required }, html`<div class=${`control control-select control-${size}`}>
    <select ...${attributes} ref=${control} value=${String(value ?? "")} onChange=${pick}>
      ${placeholder !== undefined && html`<option value="">${placeholder}</option>`}
      ${options.map((option) => html`<option key=${option.value} value=${String(option.value)}>${option.label}</option>`)}
    </select>
    ${h(Icon, { name: "chevron_down", size: 18 })}
  </div>`);
}
