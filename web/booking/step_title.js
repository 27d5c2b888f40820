// The title of a step; the focus is led to it when the step is not the first one that is seen.

import { html, useEffect, useRef } from "../h.js";

/** @param {{ title: string, text?: import("../h.js").Children, isLed: boolean }} props isLed: one comes from another step */
export function StepTitle({ title, text, isLed }) {
  const heading = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (!isLed) return;
    heading.current?.focus({ preventScroll: true });
    document.querySelector(".booking")?.scrollIntoView({ block: "start" });
  }, []);
  return html`<div class="booking-step-title">
    <h2 ref=${heading} tabindex="-1">${title}</h2>
    ${text && html`<p class="soft">${text}</p>`}
  </div>`;
}
