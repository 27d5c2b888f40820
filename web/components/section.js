import { html, useId } from "../h.js";

/** @typedef {import("../h.js").Children} Children */

/**
 * A titled part of a page. With `card` its content lies on a sheet, title included.
 * @param {object} props
 * @param {string} props.title
 * @param {Children} [props.text] one sentence below the title
 * @param {Children} [props.tools] buttons beside the title
 * @param {boolean} [props.card]
 * @param {"beside" | "above"} [props.layout] beside: title on the left, content on the right, for pages of settings
 * @param {string} [props.id] to be led to by `#id`
 * @param {Children} [props.children]
 */
export function Section({ title, text, tools, card = false, layout = "above", id, children }) {
  const heading = useId();
  return html`<section class=${`section section-${layout}${card ? " card card-normal" : ""}`} id=${id}
    aria-labelledby=${heading}>
    <div class="section-top">
      <div class="section-title">
        <h2 id=${heading}>${title}</h2>
        ${text && html`<p class="soft small">${text}</p>`}
      </div>
      ${tools && html`<div class="section-tools">${tools}</div>`}
    </div>
    <div class="section-body">${children}</div>
  </section>`;
}
