// A choice beside a list, bound to no form.

import { Icon } from "../components/icon.js";
import { h, html, useId } from "../h.js";

/**
 * @param {{
 *   label: string,
 *   value: string,
 *   options: { value: string, label: string }[],
 *   onPick: (value: string) => void,
 * }} props
 */
export function SmallSelect({ label, value, options, onPick }) {
  const id = useId();
  return html`<div class="small-select">
    <label class="small-select-label" for=${id}>${label}</label>
    <span class="small-select-box">
      <select
        id=${id}
        value=${value}
        onChange=${(/** @type {Event} */ event) => onPick(/** @type {HTMLSelectElement} */ (event.currentTarget).value)}
      >
        ${options.map(
          (option) => html`<option key=${option.value} value=${option.value} selected=${option.value === value}>${option.label}</option>`,
        )}
      </select>
      ${h(Icon, { name: "chevron_down", size: 16 })}
    </span>
  </div>`;
}
