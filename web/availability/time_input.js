// A time of the day, in the browser's own manner.

import { html } from "../h.js";

/**
 * @param {{
 *   value: string,
 *   label: string,
 *   attributes?: Record<string, string | undefined>,
 *   onTime: (time: string) => void,
 * }} props
 */
export function TimeInput({ value, label, attributes, onTime }) {
  return html`<span class="control time-control">
    <input type="time" step="300" value=${value} aria-label=${label} ...${attributes}
      onInput=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => onTime(event.currentTarget.value.slice(0, 5))} />
  </span>`;
}
