import { html } from "../h.js";

/**
 * A turning arc, for work of unknown length inside something that says what it is.
 * @param {{ size?: number }} props
 */
export function Spinner({ size = 18 }) {
  return html`<svg class="spinner" width=${size} height=${size} viewBox="0 0 24 24" fill="none" stroke="currentColor"
    stroke-width="2.5" stroke-linecap="round" aria-hidden="true" focusable="false">
    <circle class="spinner-track" cx="12" cy="12" r="9" />
    <path d="M12 3a9 9 0 0 1 9 9" />
  </svg>`;
}
