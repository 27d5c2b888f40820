import { html } from "../h.js";
import { formatNumber, t } from "../i18n.js";

/** @typedef {import("./marks.js").Filter} Filter */

/**
 * Whom to show, with how many there are.
 * @param {{ counts: ReturnType<typeof import("./marks.js").countsOf>, filter: Filter, onFilter: (filter: Filter) => void }} props
 */
export function RollFilter({ counts, filter, onFilter }) {
  /** @type {[Filter, number][]} */
  const all = [
    ["all", counts.all],
    ["clash", counts.clash],
    ["doubtful", counts.doubtful],
    ["absent", counts.absent + counts.excused],
    ["late", counts.late],
    ["present", counts.present + counts.left_early + counts.remote],
  ];
  const shown = all.filter(([name, count]) => name === "all" || name === filter || count > 0);
  return html`<div class="roll-filter" role="group" aria-label=${t("register.filter")}>
    ${shown.map(([name, count]) => html`<button key=${name} type="button" class="roll-chip" aria-pressed=${String(name === filter)}
      onClick=${() => onFilter(name === filter ? "all" : name)}>
      ${t(`register.filter.${name}`)} <span class="figures">${formatNumber(count)}</span>
    </button>`)}
  </div>`;
}
