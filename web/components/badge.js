import { h, html } from "../h.js";
import { Icon } from "./icon.js";

/** @typedef {import("../h.js").Children} Children */
/** @typedef {"quiet" | "info" | "good" | "busy" | "warning" | "wrong"} BadgeTone */

/**
 * A state in one or two words. busy: under way, with a point of the posts' colour.
 * @param {{ tone?: BadgeTone, icon?: import("./icon_shapes.js").IconName, dot?: boolean, children?: Children }} props
 */
export function Badge({ tone = "quiet", icon, dot = tone === "busy", children }) {
  return html`<span class=${`badge badge-${tone}`}>
    ${dot && html`<span class="badge-dot" aria-hidden="true"></span>`}
    ${icon && h(Icon, { name: icon, size: 14 })}
    ${children}
  </span>`;
}
