import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { dismiss, toasts } from "../toasts.js";
import { Button, IconButton } from "./button.js";
import { Icon } from "./icon.js";

const ICONS = /** @type {const} */ ({ good: "good", wrong: "wrong", info: "info" });

/** The short messages, in the corner. The region stands there from the start, or a screen reader would miss the first. */
export function Toasts() {
  const shown = toasts.value;
  return html`<section class="toasts" aria-label=${t("core.toast.label")}>
    <div role="status" aria-live="polite" aria-relevant="additions">
      ${shown.filter((one) => one.tone !== "wrong").map((one) => h(OneToast, { key: one.id, one }))}
    </div>
    <div role="alert" aria-relevant="additions">
      ${shown.filter((one) => one.tone === "wrong").map((one) => h(OneToast, { key: one.id, one }))}
    </div>
  </section>`;
}

/** @param {{ one: import("../toasts.js").Toast }} props */
export function OneToast({ one }) {
  const { id, text, tone, action } = one;
  const run = () => {
    dismiss(id);
    action?.run();
  };
  return html`<div class=${`toast toast-${tone}`}>
    ${h(Icon, { name: ICONS[tone] })}
    <p>${text}</p>
    ${action && h(Button, { small: true, tone: "plain", onClick: run }, action.label)}
    ${h(IconButton, { icon: "cross", label: t("core.toast.dismiss"), small: true, onClick: () => dismiss(id) })}
  </div>`;
}
