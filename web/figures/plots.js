import { BarPlot } from "../components/bar_plot.js";
import { Card } from "../components/card.js";
import { LinePlot } from "../components/line_plot.js";
import { h, html, useEffect, useRef } from "../h.js";
import { formatDate, t } from "../i18n.js";
import { KINDS } from "./weeks.js";

/** @typedef {import("./weeks.js").Span} Span */

/** A colour keeps its meaning on every page: green was held, rust was missed. */
const HUES = /** @type {const} */ ({ held: 3, booked: 1, no_show: 2, cancelled: 4 });
/** From so many spans on the plots are wider than a phone, and are pushed sideways there. */
const MANY = 30;

/** How many of each kind, and how full the open hours were. @param {{ spans: readonly Span[], isByMonth: boolean }} props */
export function Plots({ spans, isByMonth }) {
  const labels = spans.map(({ id }) => labelOf(id));
  const labelTitle = t(isByMonth ? "figures.month" : "figures.week_of");
  const look = spans.length > MANY ? "figures-plot is-wide" : "figures-plot";
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  useEffect(() => {
    // What was lately is seen first.
    for (const plot of box.current?.querySelectorAll(".is-wide") ?? []) plot.scrollLeft = plot.scrollWidth;
  }, [spans.length]);
  return html`<div ref=${box} class="figures-plots">
    ${h(
      Card,
      {},
      html`<div class=${look}>
        ${h(BarPlot, {
          title: t(isByMonth ? "figures.plot.by_month" : "figures.plot.by_week"),
          text: t(isByMonth ? "figures.plot.month_text" : "figures.plot.week_text"),
          labels,
          labelTitle,
          series: KINDS.map((kind) => ({ name: t(`figures.kind.${kind}`), hue: HUES[kind], values: spans.map((span) => span[kind]) })),
          height: 260,
          isWhole: true,
        })}
      </div>`,
    )}
    ${h(
      Card,
      {},
      html`<div class=${look}>
        ${h(LinePlot, {
          title: t("figures.occupancy"),
          text: t("figures.plot.occupancy_text"),
          labels,
          labelTitle,
          unit: "%",
          most: 100,
          series: [{ name: t("figures.occupancy"), values: spans.map(({ occupancy }) => occupancy) }],
        })}
      </div>`,
    )}
  </div>`;
}

/** "23/11" of a week's Monday, "nov. 2026" of a month. @param {string} id */
function labelOf(id) {
  if (id.length === 10) return `${id.slice(8)}/${id.slice(5, 7)}`;
  return formatDate(`${id}-01`, "medium").replace(/^\d+\s/, "");
}
