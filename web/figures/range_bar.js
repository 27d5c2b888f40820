import { DateField } from "../components/date_field.js";
import { SelectField } from "../components/select_field.js";
import { h, html, useEffect, useState } from "../h.js";
import { t } from "../i18n.js";
import { setQuery } from "../router.js";
import { PERIODS, problemOf } from "./range.js";

/**
 * Which weeks, of which coach; both stand in the address.
 * @param {{ range: import("./range.js").Range, coaches: readonly import("./figures_query.js").Coach[], coach: number | null,
 *   errors: Record<string, string[]> }} props
 */
export function RangeBar({ range, coaches, coach, errors }) {
  const { period, from, to } = range;
  // Dates that are half typed stay as they are; the address gets those that can be.
  const [typed, setTyped] = useState({ from, to });
  useEffect(() => setTyped({ from, to }), [from, to]);
  const wrong = period === "dates" ? problemOf({ period, ...typed }) : null;
  const form = {
    values: { value: { ...typed, period, coach: coach ?? "" } },
    set: (/** @type {string} */ name, /** @type {string | number} */ value) => {
      if (name === "coach") setQuery({ coach: value });
      else if (name === "period") setQuery(value === "dates" ? { period: value, from, to } : { period: value === "12" ? null : value, from: null, to: null });
      else {
        const dates = { ...typed, [name]: String(value) };
        setTyped(dates);
        if (!problemOf({ period: "dates", ...dates })) setQuery(dates);
      }
    },
    errors: (/** @type {string} */ name) => (wrong?.field === name ? [t(`figures.problem.${wrong.problem}`)] : (errors[name] ?? [])),
  };
  return html`<div class="figures-range" role="group" aria-label=${t("figures.range")}>
    ${h(SelectField, { form, name: "period", label: t("figures.period"), options: PERIODS.map((value) => ({ value, label: t(`figures.period.${value}`) })) })}
    ${period === "dates" && h(DateField, { form, name: "from", label: t("figures.from") })}
    ${period === "dates" && h(DateField, { form, name: "to", label: t("figures.to") })}
    ${coaches.length > 1 && h(SelectField, { form, name: "coach", label: t("figures.coach"), options: coaches.map(({ id, name }) => ({ value: id, label: name })) })}
  </div>`;
}
