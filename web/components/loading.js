import { html } from "../h.js";
import { t } from "../i18n.js";

/** @typedef {"text" | "list" | "cards" | "form"} LoadingShape */

/**
 * The outline of what comes. It appears after a moment only, so that fast answers do not flicker.
 * @param {{ label?: string, shape?: LoadingShape, rows?: number }} props
 */
export function Loading({ label = t("core.loading.label"), shape = "text", rows = 3 }) {
  const lines = Array.from({ length: rows }, (_, index) => html`<div class="bone-row" key=${index} aria-hidden="true">
    ${shape === "list" && html`<span class="bone bone-round"></span>`}
    <span class="bone-lines">
      <span class=${`bone bone-line bone-width-${index % 3}`}></span>
      ${shape !== "text" && html`<span class="bone bone-line bone-short"></span>`}
    </span>
  </div>`);
  return html`<div class=${`loading loading-${shape}`} role="status">
    <span class="unseen">${label}</span>
    ${lines}
  </div>`;
}
