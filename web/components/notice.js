import { h, html } from "../h.js";
import { Icon } from "./icon.js";

/** @typedef {import("../h.js").Children} Children */
/** @typedef {"info" | "good" | "warning" | "wrong"} NoticeTone */

/**
 * Something the reader should know, in the flow of the page. One that appears later is read aloud at once (`isLive`).
 * @param {object} props
 * @param {NoticeTone} [props.tone]
 * @param {string} [props.title]
 * @param {Children} [props.actions]
 * @param {boolean} [props.isLive]
 * @param {Children} [props.children]
 */
export function Notice({ tone = "info", title, actions, isLive = false, children }) {
  const role = isLive ? (tone === "wrong" ? "alert" : "status") : undefined;
  return html`<div class=${`notice notice-${tone}`} role=${role}>
    ${h(Icon, { name: tone, size: 20 })}
    <div class="notice-body">
      ${title && html`<p class="notice-title">${title}</p>`}
      ${children && html`<div class="notice-text">${children}</div>`}
      ${actions && html`<div class="notice-actions">${actions}</div>`}
    </div>
  </div>`;
}
