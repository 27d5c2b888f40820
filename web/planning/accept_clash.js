// Planning all the same, with a reason that stays at the lesson. Keys of the area `school` only.

import { CheckField } from "../components/check_field.js";
import { TextArea } from "../components/text_area.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";

/** The API's bound. */
const LONGEST = 2_000;

/**
 * @param {{ form: import("../components/field.js").FieldForm, check: import("./shapes.js").Check | null, tells?: boolean }} props
 *   the form has `accept_clash` and `reason`; `tells`: the reason is there without a clash too, for those who are told
 */
export function AcceptClash({ form, check, tells = false }) {
  const isMet = Boolean(check && check.clashes.length > 0);
  const accepts = isMet && Boolean(form.values.value.accept_clash);
  return html`<div class="stack-s">
    ${isMet && check && !check.acceptable && html`<p class="soft small">${t("school.clash.not_yours")}</p>`}
    ${isMet && check?.acceptable && h(CheckField, { form, name: "accept_clash", label: t("school.clash.accept"), hint: t("school.clash.accept_hint") })}
    ${(accepts || tells) &&
    h(TextArea, {
      form,
      name: "reason",
      label: t(accepts ? "school.clash.reason" : "school.move.reason"),
      hint: t(accepts ? "school.clash.reason_hint" : "school.move.reason_hint"),
      required: accepts,
      rows: 2,
      maxlength: LONGEST,
    })}
  </div>`;
}

/**
 * Whether it can be sent: nothing is in the way, or it is accepted.
 * @param {import("./shapes.js").Check | null} check @param {{ accept_clash: boolean, reason: string }} values
 */
export function maySend(check, { accept_clash, reason }) {
  if (!check || check.clashes.length === 0) return true;
  return check.acceptable && accept_clash && reason.trim() !== "";
}
