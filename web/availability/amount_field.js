// A number with its unit: "10 minutes", or a lead of which the unit is chosen.

import { Field, FieldGroup, useField } from "../components/field.js";
import { Icon } from "../components/icon.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { LEAD_UNITS } from "./lead.js";

/** @typedef {{ currentTarget: HTMLInputElement }} Typed */

/** @param {import("../components/field.js").FieldProps & { unit: string, placeholder?: string }} props */
export function AmountField(props) {
  const { form, name, label, hint, required, unit, placeholder } = props;
  const { id, errors, control, value, attributes } = useField(props);
  return h(
    Field,
    { id, label, hint, errors, required },
    html`<div class="control amount-control">
      <input ...${attributes} ref=${control} inputmode="numeric" autocomplete="off" maxlength="6" value=${value ?? ""}
        placeholder=${placeholder} onInput=${(/** @type {Typed} */ event) => form.set(name, event.currentTarget.value)} />
      <span class="amount-unit" aria-hidden="true">${unit}</span>
    </div>`,
  );
}

/** @param {import("../components/field.js").FieldProps} props */
export function LeadField(props) {
  const { form, name, label, hint } = props;
  const { id, errors, control, value, attributes } = useField(props);
  const lead = /** @type {import("./lead.js").Lead} */ (value);
  const { id: _, ...others } = attributes;
  return h(
    FieldGroup,
    { id, label, hint, errors },
    html`<div class="lead-controls">
      <div class="control lead-amount">
        <input ...${others} id=${id} ref=${control} inputmode="numeric" autocomplete="off" maxlength="6" value=${lead.amount}
          aria-label=${t("availability.lead.amount", { label })}
          onInput=${(/** @type {Typed} */ event) => form.set(name, { ...lead, amount: event.currentTarget.value })} />
      </div>
      <div class="control control-select lead-unit">
        <select aria-label=${t("availability.lead.unit", { label })} value=${lead.unit}
          onChange=${(/** @type {{ currentTarget: HTMLSelectElement }} */ event) => form.set(name, { ...lead, unit: event.currentTarget.value })}>
          ${LEAD_UNITS.map(
            (unit) => html`<option key=${unit} value=${unit}>${t(`availability.unit.${unit}`, { count: lead.amount.trim() === "1" ? 1 : 2 })}</option>`,
          )}
        </select>
        ${h(Icon, { name: "chevron_down", size: 18 })}
      </div>
    </div>`,
  );
}
