import { h, html } from "../h.js";
import { formatDateTime } from "../i18n.js";
import { Icon } from "./icon.js";

/**
 * @typedef {import("./icon_shapes.js").IconName} IconName
 * @typedef {{ id: string | number, title: import("../h.js").Children, at?: string, who?: string, text?: import("../h.js").Children,
 *   icon?: IconName, tone?: "good" | "wrong" | "warning" | "quiet" }} TimelineItem
 */

/**
 * What happened, the newest first: the history of a mark, of an appointment, of an account.
 * @param {{ items: readonly TimelineItem[], label: string }} props
 */
export function Timeline({ items, label }) {
  return html`<ol class="timeline" aria-label=${label}>
    ${items.map(
      (item) => html`<li key=${item.id} class=${`timeline-item timeline-${item.tone ?? "quiet"}`}>
        <span class="timeline-mark">${item.icon && h(Icon, { name: item.icon, size: 16 })}</span>
        <div>
          <p class="timeline-title">${item.title}</p>
          ${(item.at || item.who) &&
          html`<p class="soft small">
            ${item.at && html`<time datetime=${item.at}>${formatDateTime(item.at)}</time>`}
            ${item.at && item.who && " · "} ${item.who}
          </p>`}
          ${item.text && html`<div class="timeline-text">${item.text}</div>`}
        </div>
      </li>`,
    )}
  </ol>`;
}
