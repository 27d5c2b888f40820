import { html, useId } from "../h.js";
import { formatNumber } from "../i18n.js";

/**
 * Long work. Without a value it is not known how far it is.
 * @param {{ label: string, value?: number | null, max?: number, detail?: string, isLabelUnseen?: boolean }} props
 */
export function Progress({ label, value, max = 100, detail, isLabelUnseen }) {
  const id = useId();
  const isKnown = value !== undefined && value !== null;
  const percent = isKnown ? Math.round(Math.min(1, Math.max(0, value / max)) * 100) : 0;
  return html`<div class="progress">
    <p class=${isLabelUnseen ? "unseen" : "progress-text"}>
      <label for=${id}>${label}</label>
      ${isKnown && html`<span class="figures soft" aria-hidden="true">${detail ?? `${formatNumber(percent)} %`}</span>`}
    </p>
    <progress id=${id} max="100" value=${isKnown ? percent : undefined}></progress>
  </div>`;
}
