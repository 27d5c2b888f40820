import { DateField } from "../components/date_field.js";
import { SelectField } from "../components/select_field.js";
import { h, html, useEffect, useState } from "../h.js";
import { t } from "../i18n.js";
import { PERIODS, problemOf } from "./rates_query.js";

/** @typedef {import("./rates_query.js").RatesQuery} RatesQuery */

/**
 * Which days. Dates that are half typed stay as they are; the address gets those that can be.
 * @param {{ asked: RatesQuery, errors: Record<string, string[]>, go: (change: Partial<RatesQuery>) => void }} props
 */
export function PeriodBar({ asked, errors, go }) {
  const { period, from, to } = asked;
  const [typed, setTyped] = useState({ from, to });
  useEffect(() => setTyped({ from, to }), [from, to]);
  const wrong = period === "dates" ? problemOf(typed) : null;
  const form = {
    values: { value: { ...typed, period } },
    set: (/** @type {string} */ name, /** @type {string} */ value) => {
      if (name === "period") return go({ period: /** @type {RatesQuery["period"]} */ (value) });
      const dates = { ...typed, [name]: value };
      setTyped(dates);
      if (!problemOf(dates)) go(dates);
    },
    errors: (/** @type {string} */ name) => (wrong?.field === name ? [t(`rates.problem.${wrong.problem}`)] : (errors[name] ?? [])),
  };
  return html`<div class="rates-period" role="group" aria-label=${t("rates.period.label")}>
    ${h(SelectField, { form, name: "period", label: t("rates.period.label"), options: PERIODS.map((value) => ({ value, label: t(`rates.period.${value}`) })) })}
    ${period === "dates" && h(DateField, { form, name: "from", label: t("rates.from") })}
    ${period === "dates" && h(DateField, { form, name: "to", label: t("rates.to") })}
  </div>`;
}
