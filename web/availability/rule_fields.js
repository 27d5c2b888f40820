// How far ahead, how late, how many: each rule with what it means in words, as it is typed.

import { addDays } from "../components/calendar_time.js";
import { TextField } from "../components/text_field.js";
import { dateAt } from "../appointments/when.js";
import { h, html } from "../h.js";
import { formatDate, t } from "../i18n.js";
import { AmountField, LeadField } from "./amount_field.js";
import { wholeNumber } from "./lead.js";

/** @typedef {import("./rules_values.js").RulesValues} RulesValues */
/** @typedef {import("./lead.js").Lead} Lead */
/** @typedef {import("../components/field.js").FieldForm} FieldForm */

const FARTHEST = 730;

/** @param {{ form: FieldForm }} props */
export function RuleFields({ form }) {
  const values = /** @type {RulesValues} */ (form.values.value);
  const pause = wholeNumber(values.pause) ?? 0;
  const days = wholeNumber(values.horizon_days) ?? 0;
  return html`<div class="rule-fields">
    ${h(AmountField, {
      form,
      name: "pause",
      label: t("availability.pause.label"),
      unit: t("availability.unit.minutes", { count: pause }),
      hint: pause ? t("availability.pause.said", { count: pause }) : t("availability.pause.none"),
    })}
    ${h(AmountField, {
      form,
      name: "horizon_days",
      label: t("availability.horizon.label"),
      unit: t("availability.unit.days", { count: days }),
      hint: horizonInWords(days),
    })}
    ${h(LeadField, { form, name: "notice", label: t("availability.notice.label"), hint: leadInWords("notice", values.notice) })}
    ${h(LeadField, { form, name: "cancel", label: t("availability.cancel.label"), hint: leadInWords("cancel", values.cancel) })}
    ${h(AmountField, {
      form,
      name: "most_active",
      label: t("availability.most_active.label"),
      unit: t("availability.unit.appointments", { count: wholeNumber(values.most_active) ?? 0 }),
      placeholder: "∞",
      required: false,
      hint: mostInWords(values.most_active),
    })}
  </div>`;
}

/** @param {{ form: FieldForm }} props */
export function PlaceFields({ form }) {
  const values = /** @type {RulesValues} */ (form.values.value);
  return html`<div class="stack">
    ${h(TextField, {
      form,
      name: "location",
      label: t("availability.location.label"),
      icon: "pin",
      maxlength: 500,
      required: false,
      hint: t(values.location.trim() ? "availability.location.said" : "availability.location.none"),
    })}
    ${h(TextField, {
      form,
      name: "video_url",
      type: "url",
      label: t("availability.video.label"),
      icon: "camera",
      placeholder: "https://",
      maxlength: 500,
      required: false,
      hint: t("availability.video.said"),
    })}
  </div>`;
}

/** @param {number} days */
function horizonInWords(days) {
  if (days < 1 || days > FARTHEST) return t("availability.horizon.text");
  return t("availability.horizon.said", { date: formatDate(addDays(dateAt(), days), "long") });
}

/** @param {"notice" | "cancel"} name @param {Lead} lead */
function leadInWords(name, { amount, unit }) {
  const count = wholeNumber(amount);
  if (!count) return t(`availability.${name}.none`);
  return t(`availability.${name}.said`, { lead: t(`availability.lead.${unit}`, { count }) });
}

/** @param {string} typed */
function mostInWords(typed) {
  const count = wholeNumber(typed);
  return count ? t("availability.most_active.said", { count }) : t("availability.most_active.none");
}
