import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { Button } from "./button.js";
import { Notice } from "./notice.js";

/** @typedef {import("../h.js").Children} Children */

/**
 * A form with what went wrong above it and its buttons below.
 * @param {object} props
 * @param {FormState} props.form from useForm
 * @param {string} props.submit
 * @param {{ to?: string, onClick?: () => void, label?: string }} [props.cancel]
 * @param {"primary" | "danger" | "quiet"} [props.tone]
 * @param {boolean} [props.wide] the button as wide as the form
 * @param {boolean} [props.disabled] not to be sent now; the page says why
 * @param {Children} [props.also] beside the buttons
 * @param {Children} [props.children]
 *
 * @typedef {object} FormState
 * @property {{ readonly value: string | null }} problem
 * @property {{ readonly value: boolean }} busy
 * @property {(event?: Event) => unknown} submit
 */
export function Form({ form, submit, cancel, tone = "primary", wide = false, disabled = false, also, children }) {
  const problem = form.problem.value;
  const isBusy = form.busy.value;
  // Checked by the server, in the reader's language, so not by the browser as well.
  return html`<form class="form" noValidate onSubmit=${form.submit} aria-busy=${isBusy ? "true" : undefined}>
    <div class="form-problem" tabindex="-1" data-summary>${problem && h(Notice, { tone: "wrong", isLive: true }, problem)}</div>
    ${children}
    <div class="form-actions">
      ${h(Button, { tone, type: "submit", busy: isBusy, wide, disabled }, submit)}
      ${cancel && h(Button, { tone: "plain", to: cancel.to, onClick: cancel.onClick }, cancel.label ?? t("core.form.cancel"))}
      ${also}
    </div>
  </form>`;
}
