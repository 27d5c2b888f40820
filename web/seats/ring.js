import { html } from "../h.js";

const RADIUS = 20;
const AROUND = 2 * Math.PI * RADIUS;

/**
 * How much of a session is used, as a ring with its number; the words beside it say the same.
 * @param {{ percent: number, urgency?: "calm" | "soon" | "last", isResting?: boolean }} props
 */
export function Ring({ percent, urgency = "calm", isResting = false }) {
  const used = (Math.min(100, Math.max(0, percent)) / 100) * AROUND;
  return html`<span class=${`ring ring-${isResting ? "resting" : urgency}`} aria-hidden="true">
    <svg viewBox="0 0 48 48" width="48" height="48">
      <circle class="ring-whole" cx="24" cy="24" r=${RADIUS} />
      <circle class="ring-used" cx="24" cy="24" r=${RADIUS} stroke-dasharray=${`${used} ${AROUND}`} transform="rotate(-90 24 24)" />
    </svg>
    <span class="ring-number figures">${percent}</span>
  </span>`;
}
