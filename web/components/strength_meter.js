import { html, useId } from "../h.js";
import { t } from "../i18n.js";
import { MAX_LENGTH, passwordStrength } from "./password_strength.js";

const STEPS = /** @type {const} */ ([1, 2, 3, 4]);

/**
 * What a new password still lacks, in words. It works offline and knows only the worst ones: the place decides.
 * @param {{ password: string, person?: string[] }} props
 */
export function StrengthMeter({ password, person = [] }) {
  const id = useId();
  const { score, problem, missing } = passwordStrength(password, person);
  const isEmpty = password === "";
  const verdict = isEmpty ? "" : t(problem ? `core.strength.problem.${problem}` : `core.strength.score.${score || 1}`, { count: missing, most: MAX_LENGTH });
  return html`<div class=${`meter meter-${isEmpty ? "empty" : score}`} role="group" aria-labelledby=${id}>
    <span class="unseen" id=${id}>${t("core.strength.label")}</span>
    <div class="meter-steps" aria-hidden="true">
      ${STEPS.map((step) => html`<span key=${step} class=${score >= step ? "meter-step meter-step-on" : "meter-step"}></span>`)}
    </div>
    <p class="meter-verdict" role="status">${verdict}</p>
    <p class="field-hint">${t(isEmpty || problem ? "core.strength.advice" : "core.strength.decides")}</p>
  </div>`;
}
