import { h, html } from "../h.js";
import { Icon } from "./icon.js";

/** @typedef {import("../h.js").Children} Children */

/**
 * Nothing is here yet: what will stand here, and what to do now.
 * @param {object} props
 * @param {import("./icon_shapes.js").IconName} [props.icon]
 * @param {string} props.title
 * @param {Children} [props.text]
 * @param {Children} [props.action] a Button
 * @param {boolean} [props.small] in a card among others
 */
export function Empty({ icon = "tray", title, text, action, small = false }) {
  return html`<div class=${`empty${small ? " empty-small" : ""}`}>
    <span class="empty-icon">${h(Icon, { name: icon, size: small ? 22 : 28 })}</span>
    <p class="empty-title">${title}</p>
    ${text && html`<p class="empty-text">${text}</p>`}
    ${action && html`<div class="empty-action">${action}</div>`}
  </div>`;
}
