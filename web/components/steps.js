import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { Icon } from "./icon.js";

/**
 * Where one is on a way of several pages. `current` counts from 0; all are done when it is past the last.
 * @param {{ steps: readonly string[], current: number, label: string }} props
 */
export function Steps({ steps, current, label }) {
  return html`<ol class="steps" aria-label=${label}>
    ${steps.map((step, index) => {
      const isDone = index < current;
      const look = isDone ? "step is-done" : index === current ? "step is-current" : "step";
      return html`<li key=${step} class=${look} aria-current=${index === current ? "step" : undefined}>
        <span class="step-mark figures">${isDone ? h(Icon, { name: "check", size: 16 }) : index + 1}</span>
        <span>${step}${isDone && html`<span class="unseen"> ${t("core.steps.done")}</span>`}</span>
      </li>`;
    })}
  </ol>`;
}
