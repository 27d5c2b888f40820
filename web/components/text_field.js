import { h, html } from "../h.js";
import { Field, useField } from "./field.js";
import { Icon } from "./icon.js";

/**
 * One line of text: a name, an address, a number.
 * @param {import("./field.js").FieldProps & {
 *   type?: "text" | "email" | "tel" | "url" | "number" | "search" | "time",
 *   autocomplete?: string,
 *   inputmode?: "text" | "email" | "tel" | "numeric" | "decimal" | "search" | "url",
 *   placeholder?: string,
 *   maxlength?: number,
 *   min?: number | string,
 *   max?: number | string,
 *   icon?: import("./icon_shapes.js").IconName,
 *   aside?: import("../h.js").Children,
 *   size?: "normal" | "short",
 * }} props
 */
export function TextField(props) {
  const { form, name, label, hint, required, type = "text", icon, aside, size = "normal" } = props;
  const { id, errors, control, value, attributes } = useField(props);
  const isPlain = type === "email" || type === "url" || props.autocomplete === "username";
  return h(Field, { id, label, hint, errors, required, aside }, html`<div class=${`control control-${size}`}>
    ${icon && h(Icon, { name: icon, size: 18 })}
    <input ...${attributes} ref=${control} type=${type} value=${value ?? ""} autocomplete=${props.autocomplete}
      inputmode=${props.inputmode} placeholder=${props.placeholder} maxlength=${props.maxlength}
      min=${props.min} max=${props.max}
      autocapitalize=${isPlain ? "none" : undefined} spellcheck=${isPlain ? false : undefined}
      onInput=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => form.set(name, event.currentTarget.value)} />
  </div>`);
}
