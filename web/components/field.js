import { h, html, useEffect, useId, useRef } from "../h.js";
import { t } from "../i18n.js";
import { Icon } from "./icon.js";

/** @typedef {import("../h.js").Children} Children */

/**
 * What a field asks of the form that it stands in (see forms.js).
 * @typedef {object} FieldForm
 * @property {{ readonly value: Record<string, any> }} values any: each field knows the kind of its own value
 * @property {(name: string, value: any) => void} set
 * @property {(name: string) => string[]} errors
 */

/**
 * What every field bound to a form takes.
 * @typedef {object} FieldProps
 * @property {FieldForm} form
 * @property {string} name nested names as the API gives them: `user.email`
 * @property {string} label
 * @property {Children} [hint]
 * @property {boolean} [required] true: announced; false: marked as optional; left out: neither
 * @property {boolean} [disabled]
 * @property {boolean} [autofocus]
 */

/**
 * Attributes of the control of a field, and what is around it.
 * @param {Pick<FieldProps, "form" | "name" | "hint" | "required" | "disabled" | "autofocus">} props
 */
export function useField({ form, name, hint, required, disabled, autofocus }) {
  const id = useId();
  const control = useRef(/** @type {HTMLElement | null} */ (null));
  const errors = form.errors(name);
  useEffect(() => {
    if (autofocus) control.current?.focus();
  }, []);
  const described = [hint ? `${id}-hint` : "", errors.length ? `${id}-errors` : ""].filter(Boolean).join(" ");
  return {
    id,
    errors,
    control,
    value: form.values.value[name],
    attributes: {
      id,
      name,
      disabled,
      "aria-required": required ? "true" : undefined,
      "aria-invalid": errors.length ? "true" : undefined,
      "aria-describedby": described || undefined,
    },
  };
}

/**
 * Label above, control, then hint and errors below it.
 * @param {object} props
 * @param {string} props.id of the control
 * @param {string} props.label
 * @param {Children} [props.hint]
 * @param {string[]} props.errors
 * @param {boolean} [props.required]
 * @param {Children} [props.aside] on the line of the label, at its end
 * @param {Children} [props.children]
 */
export function Field({ id, label, hint, errors, required, aside, children }) {
  return html`<div class=${`field${errors.length ? " field-wrong" : ""}`}>
    <div class="field-top">
      <label class="field-label" for=${id}>${label}${required === false && h(Optional, {})}</label>
      ${aside}
    </div>
    ${children}
    ${h(FieldNotes, { id, hint, errors })}
  </div>`;
}

/**
 * A field of several controls, which share one title.
 * @param {object} props
 * @param {string} props.id
 * @param {string} props.label
 * @param {Children} [props.hint]
 * @param {string[]} props.errors
 * @param {boolean} [props.required]
 * @param {Children} [props.children]
 */
export function FieldGroup({ id, label, hint, errors, required, children }) {
  const described = [hint ? `${id}-hint` : "", errors.length ? `${id}-errors` : ""].filter(Boolean).join(" ");
  return html`<fieldset class=${`field${errors.length ? " field-wrong" : ""}`} aria-describedby=${described || undefined}>
    <legend class="field-label">${label}${required === false && h(Optional, {})}</legend>
    ${children}
    ${h(FieldNotes, { id, hint, errors })}
  </fieldset>`;
}

/** @param {{ id: string, hint?: Children, errors: string[] }} props */
export function FieldNotes({ id, hint, errors }) {
  return [
    hint && html`<p class="field-hint" id=${`${id}-hint`}>${hint}</p>`,
    errors.length > 0 && html`<div class="field-errors" id=${`${id}-errors`}>
      ${errors.map((error) => html`<p key=${error}>${h(Icon, { name: "wrong", size: 16 })}<span>${error}</span></p>`)}
    </div>`,
  ];
}

function Optional() {
  return html` <span class="field-optional">${t("core.field.optional")}</span>`;
}
