import { get } from "../api.js";
import { DateField } from "../components/date_field.js";
import { SelectField } from "../components/select_field.js";
import { h, html, useEffect, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { PERIODS, problemOf } from "./rates_query.js";

/** @typedef {import("./rates_query.js").RatesQuery} RatesQuery */
/** @typedef {import("./shapes.js").Span} Span */

/**
 * Which days: up to today, a year or a term of the school, or any. Dates that are half typed stay as they are; the address
 * gets those that can be.
 * @param {{ asked: RatesQuery, errors: Record<string, string[]>, go: (change: Partial<RatesQuery>) => void }} props
 */
export function PeriodBar({ asked, errors, go }) {
  const { from, to } = asked;
  const spans = useLoad(loadSpans).data ?? [];
  const span = asked.period === "dates" ? spans.find(({ starts_on, ends_on }) => starts_on === from && ends_on === to) : undefined;
  const period = span ? nameOf(span) : asked.period;
  const [typed, setTyped] = useState({ from, to });
  useEffect(() => setTyped({ from, to }), [from, to]);
  const wrong = period === "dates" ? problemOf(typed) : null;
  const form = {
    values: { value: { ...typed, period } },
    set: (/** @type {string} */ name, /** @type {string} */ value) => {
      if (name === "period") return go(periodOf(value, spans));
      const dates = { ...typed, [name]: value };
      setTyped(dates);
      if (!problemOf(dates)) go(dates);
    },
    errors: (/** @type {string} */ name) => (wrong?.field === name ? [t(`rates.problem.${wrong.problem}`)] : (errors[name] ?? [])),
  };
  const options = [
    ...PERIODS.filter((one) => one !== "dates").map((value) => ({ value, label: t(`rates.period.${value}`) })),
    ...spans.map((one) => ({ value: nameOf(one), label: one.name })),
    { value: "dates", label: t("rates.period.dates") },
  ];
  return html`<div class="rates-period" role="group" aria-label=${t("rates.period.label")}>
    ${h(SelectField, { form, name: "period", label: t("rates.period.label"), options })}
    ${period === "dates" && h(DateField, { form, name: "from", label: t("rates.from") })}
    ${period === "dates" && h(DateField, { form, name: "to", label: t("rates.to") })}
  </div>`;
}

/** @param {Span} span */
const nameOf = ({ starts_on, ends_on }) => `${starts_on}/${ends_on}`;

/** @param {string} value @param {readonly Span[]} spans @returns {Partial<RatesQuery>} */
function periodOf(value, spans) {
  const span = spans.find((one) => nameOf(one) === value);
  return span ? { period: "dates", from: span.starts_on, to: span.ends_on } : { period: /** @type {RatesQuery["period"]} */ (value) };
}

/** Terms and years of the school, the newest first; without them the other periods remain. @param {AbortSignal} signal @returns {Promise<Span[]>} */
async function loadSpans(signal) {
  const list = async (/** @type {string} */ path) => (await get(path, { page_size: 20 }, { signal })).results;
  const [years, terms] = await Promise.all([list("/api/school-years/"), list("/api/terms/")]).catch(() => [[], []]);
  const isOne = years.length <= 1;
  const named = terms.map((/** @type {Span & { year_name: string }} */ term) => ({ ...term, name: isOne ? term.name : `${term.name}, ${term.year_name}` }));
  const newest = (/** @type {Span} */ a, /** @type {Span} */ b) => b.starts_on.localeCompare(a.starts_on);
  return [...named.sort(newest), ...years.sort(newest)];
}
