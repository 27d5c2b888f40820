import { html } from "../h.js";

/** @typedef {import("../h.js").Children} Children */

/**
 * A sheet on the wall.
 * @param {object} props
 * @param {"none" | "normal" | "large"} [props.room] the room inside; none for lists and tables that reach the edge
 * @param {boolean} [props.posts] stands on the posts: the one sheet of the page that matters most
 * @param {string} [props.class]
 * @param {Children} [props.children]
 */
export function Card({ room = "normal", posts = false, class: also = "", children }) {
  return html`<div class=${`card card-${room}${posts ? " card-posts" : ""} ${also}`.trimEnd()}>${children}</div>`;
}
