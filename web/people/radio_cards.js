// One of a few, each with a sentence that says what it means.

import { html, useId } from "../h.js";

/**
 * @template {string} V
 * @param {{
 *   label: string,
 *   value: V,
 *   options: { value: V, label: string, text?: string }[],
 *   onPick: (value: V) => void,
 * }} props
 */
export function RadioCards({ label, value, options, onPick }) {
  const name = useId();
  return html`<div class="radio-cards" role="radiogroup" aria-label=${label}>
    ${options.map(
      (option) => html`<label key=${option.value} class="radio-card">
        <input
          class="radio-card-input"
          type="radio"
          name=${name}
          value=${option.value}
          checked=${option.value === value}
          onChange=${() => onPick(option.value)}
        />
        <span class="radio-card-label">${option.label}</span>
        ${option.text ? html`<span class="radio-card-text">${option.text}</span>` : null}
      </label>`,
    )}
  </div>`;
}
