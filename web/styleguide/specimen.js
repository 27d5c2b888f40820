import { h, html } from "../h.js";
import { t } from "../i18n.js";

/** @typedef {"light" | "dark"} Side */

/**
 * One thing in both themes: beside each other, or below when it needs the width.
 * @param {{ title: string, text?: string, isWide?: boolean, children: (side: Side, suffix: string) => import("../h.js").Children }} props
 */
export function Specimen({ title, text, isWide, children }) {
  return html`<div class="specimen">
    <h3>${title}</h3>
    ${text && html`<p class="soft small">${text}</p>`}
    <div class=${isWide ? "panes is-wide" : "panes"}>
      ${h(Pane, { side: "light", label: t("styleguide.light"), children })}
      ${h(Pane, { side: "dark", label: t("styleguide.dark"), children })}
    </div>
  </div>`;
}

/** @param {{ side: Side, label: string, children: (side: Side, suffix: string) => import("../h.js").Children }} props */
function Pane({ side, label, children }) {
  return html`<div class="pane" data-theme=${side}>
    <p class="overline">${label}</p>
    <div class="pane-content">${children(side, ` (${label})`)}</div>
  </div>`;
}

/**
 * A part of the guide.
 * @param {{ id: string, title: string, text: string, children?: import("../h.js").Children }} props
 */
export function Chapter({ id, title, text, children }) {
  return html`<section class="chapter" id=${id} aria-labelledby=${`${id}-title`}>
    <header class="chapter-head">
      <h2 id=${`${id}-title`}>${title}</h2>
      <p class="lead">${text}</p>
    </header>
    ${children}
  </section>`;
}
