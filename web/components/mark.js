import { html } from "../h.js";

/**
 * The mark: a roof on three posts, on its own without a ground; it follows the theme.
 * @param {{ size?: number }} props
 */
export function Mark({ size = 32 }) {
  return html`<svg class="mark" width=${size} height=${size} viewBox="3 5 26 23" aria-hidden="true" focusable="false">
    <path class="mark-roof" d="M4 14.5 16 7l12 7.5v2H4z" />
    <path class="mark-posts" d="M6 17.5h2.5V24H6zM14.75 17.5h2.5V24h-2.5zM23.5 17.5H26V24h-2.5z" />
    <path class="mark-ground" d="M4 24.5h24v2H4z" />
  </svg>`;
}
