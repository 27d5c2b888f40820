// What is still worth doing to one's account, as it truly is; nothing once all is done or put aside.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Icon } from "../components/icon.js";
import { h, html, useId, useSignal } from "../h.js";
import { t } from "../i18n.js";
import { Link } from "../router.js";
import { toast } from "../toasts.js";
import { putAside, wasPutAside } from "./put_aside.js";
import { stepsOf } from "./steps.js";

/** @typedef {import("./steps.js").Step} Step */

/** Milliseconds that the page waits for an invitation. */
const PATIENCE = 3_000;

/**
 * Before the page is shown: what stands below shall not be pushed down. An invitation, not a task: without an answer it
 * simply is not there.
 */
export async function prepare() {
  const patience = { timeout: PATIENCE };
  try {
    const [me, codes] = await Promise.all([get("/api/me/", {}, patience), get("/api/me/otp/", {}, patience)]);
    return { me: /** @type {import("../types/session.js").Me} */ (me), hasCodes: Boolean(codes.enabled) };
  } catch {
    return null;
  }
}

/** @param {{ prepared?: unknown }} props */
export default function FirstSteps({ prepared }) {
  // Read again after it was put aside, or taken back.
  const turn = useSignal(0);
  void turn.value;
  if (!prepared) return null;
  const { me, hasCodes } = /** @type {NonNullable<Awaited<ReturnType<typeof prepare>>>} */ (prepared);
  const steps = stepsOf(me, hasCodes);
  const missing = steps.filter((step) => !step.isDone).map((step) => step.name);
  if (missing.length === 0 || wasPutAside(me.id, missing)) return null;
  const hide = () => {
    const undo = putAside(me.id, missing);
    turn.value += 1;
    const run = () => {
      undo();
      turn.value += 1;
    };
    toast(t("account.first.hidden"), { tone: "info", action: { label: t("account.first.undo"), run } });
  };
  return h(Strip, { steps, onHide: hide });
}

/** @param {{ steps: Step[], onHide: () => void }} props */
function Strip({ steps, onHide }) {
  const heading = useId();
  const done = steps.filter((step) => step.isDone).length;
  return html`<section class="first-steps" aria-labelledby=${heading}>
    <div class="first-steps-top">
      <div class="first-steps-title">
        <h2 id=${heading}>${t("account.first.title")}</h2>
        <p class="small">${t("account.first.progress", { done, count: steps.length })}</p>
      </div>
      ${h(Button, { tone: "plain", small: true, onClick: onHide }, t("account.first.hide"))}
    </div>
    <ol class="first-steps-list" role="list">
      ${steps.map((step) => h(StepTile, { key: step.name, step }))}
    </ol>
  </section>`;
}

/** @param {{ step: Step }} props */
function StepTile({ step }) {
  if (step.isDone) {
    return html`<li class="first-step is-done">
      <span class="first-step-icon">${h(Icon, { name: "check", size: 18 })}</span>
      <span class="first-step-title">${step.done}</span>
    </li>`;
  }
  return html`<li class="first-step">
    ${h(
      Link,
      { to: step.to, class: "first-step-link" },
      html`<span class="first-step-icon">${h(Icon, { name: step.icon, size: 18 })}</span>
        <span class="first-step-words">
          <span class="first-step-title">${step.title}</span>
          <span class="soft small">${step.text}</span>
        </span>`,
    )}
  </li>`;
}
