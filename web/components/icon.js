import { html } from "../h.js";
import { shapes } from "./icon_shapes.js";

/** @typedef {import("./icon_shapes.js").IconName} IconName */

/**
 * A drawing beside a text that says the same; it is never read aloud.
 * @param {{ name: IconName, size?: number }} props
 */
export function Icon({ name, size = 20 }) {
  return html`<svg class="icon" width=${size} height=${size} viewBox="0 0 24 24" fill="none" stroke="currentColor"
    stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">
    <path d=${shapes[name]} />
  </svg>`;
}
