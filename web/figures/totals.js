import { h, html } from "../h.js";
import { formatNumber, t } from "../i18n.js";
import { countOpen, percentOf, totals } from "./weeks.js";

/** The sums above the plots. @param {{ weeks: readonly import("./weeks.js").Week[] }} props */
export function Totals({ weeks }) {
  const { held, booked, no_show: missed, cancelled, occupancy } = totals(weeks);
  const all = held + booked + missed + cancelled;
  const notes = {
    held: note("figures.of_all", percentOf(held, all)),
    booked: note("figures.of_all", percentOf(booked, all)),
    no_show: note("figures.of_due", percentOf(missed, held + missed)),
    cancelled: note("figures.of_all", percentOf(cancelled, all)),
  };
  const counts = { held, booked, no_show: missed, cancelled };
  return html`<ul class="totals" aria-label=${t("figures.totals")}>
    ${/** @type {const} */ (["held", "booked", "no_show", "cancelled"]).map((kind) =>
      h(Total, { key: kind, name: t(`figures.kind.${kind}`), value: formatNumber(counts[kind]), text: notes[kind] }),
    )}
    ${h(Total, {
      name: t("figures.occupancy"),
      value: occupancy === null ? t("core.plot.none") : t("core.plot.percent", { number: formatNumber(occupancy) }),
      text: t("figures.occupancy_mean", { count: countOpen(weeks) }),
    })}
  </ul>`;
}

/** @param {import("../i18n.js").Key} key @param {number | null} percent */
const note = (key, percent) => (percent === null ? "" : t(key, { percent }));

/** @param {{ name: string, value: string, text: string }} props */
function Total({ name, value, text }) {
  return html`<li class="total">
    <strong class="total-value figures">${value}</strong>
    <span class="total-name">${name}</span>
    <span class="soft small">${text}</span>
  </li>`;
}
