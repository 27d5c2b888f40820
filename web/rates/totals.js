import { html } from "../h.js";
import { formatNumber, t } from "../i18n.js";
import { minutesInWords } from "../school/lesson_when.js";
import { attended } from "./sums.js";

/** What all that is shown comes to. @param {{ total: import("./shapes.js").FigureTotal, limit: number }} props `limit`: percent */
export function Totals({ total, limit }) {
  const known = attended(total) + total.absent + total.excused;
  const items = [
    { key: "rate", value: rateText(total.rate), isLow: total.rate !== null && total.rate < limit, text: t("rates.total.rate_text", { count: known }) },
    { key: "absent", value: formatNumber(total.absent), text: t("rates.total.absent_text") },
    { key: "excused", value: formatNumber(total.excused), text: t("rates.total.excused_text", { count: total.justified }) },
    { key: "late", value: formatNumber(total.late), text: t("rates.total.late_text") },
    { key: "hours", value: minutesInWords(total.minutes_given), text: t("rates.total.hours_text", { planned: minutesInWords(total.minutes_planned) }) },
  ];
  return html`<ul class="rates-totals" role="list" aria-label=${t("rates.total.label")}>
    ${items.map(
      ({ key, value, text, isLow }) => html`<li key=${key} class=${isLow ? "rates-total is-warning" : "rates-total"}>
        <strong class="rates-total-value figures">${value}</strong>
        <span class="rates-total-name">${t(`rates.total.${/** @type {"rate"} */ (key)}`)}</span>
        <span class="soft small">${text}</span>
      </li>`,
    )}
  </ul>`;
}

/** "87,5 %", or a dash where no register knows. @param {number | null} rate */
export function rateText(rate) {
  return rate === null ? t("core.plot.none") : t("core.plot.percent", { number: formatNumber(rate) });
}

/** A rate with a bar that can be compared down a column. @param {{ rate: number | null, low: number }} props */
export function RateBar({ rate, low }) {
  if (rate === null) return html`<span class="soft">${t("rates.unknown")}</span>`;
  const isLow = rate < low;
  return html`<span class=${isLow ? "rate is-low" : "rate"}>
    <svg class="rate-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="rate-ground" width="100" height="6" /><rect class="rate-part" width=${rate} height="6" />
    </svg>
    <span class="rate-number figures">${rateText(rate)}</span>
    ${isLow && html`<span class="unseen">${t("rates.low", { limit: low })}</span>`}
  </span>`;
}
