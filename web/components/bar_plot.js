import { h, html } from "../h.js";
import { Plot } from "./plot.js";

/** A bar is never wider than this, however much room there is. */
const WIDEST = 44;

/**
 * Values side by side, in groups when there are several series.
 * @param {import("./plot.js").PlotProps} props
 */
export function BarPlot(props) {
  const { series } = props;
  /** @param {import("./plot.js").Area} area @param {number | null} at @param {string} id */
  const draw = (area, at, id) => {
    const width = Math.min(WIDEST, Math.max(2, (area.step * 0.68) / series.length));
    const base = area.y(0);
    return series.map((one, index) =>
      one.values.map((value, place) => {
        if (value === null) return null;
        const x = area.x(place) + (index - series.length / 2) * width + width * 0.06;
        const shape = bar(x, width * 0.88, base, area.y(value));
        return html`<g key=${`${index}:${place}`} class=${`series-${one.hue ?? index + 1}${at !== null && at !== place ? " is-back" : ""}`}>
          <path class="plot-bar" d=${shape} />
          ${index > 0 && html`<path d=${shape} fill=${`url(#${id}-hatch-${index})`} />`}
        </g>`;
      }),
    );
  };
  return h(Plot, { ...props, draw, swatch: "bar" });
}

/** Round at the end that says the value, square where it stands. @param {number} x @param {number} width @param {number} base @param {number} top */
function bar(x, width, base, top) {
  const round = Math.min(4, width / 2, Math.abs(base - top));
  const way = top <= base ? 1 : -1;
  const shoulder = top + round * way;
  return `M${x} ${base}V${shoulder}Q${x} ${top} ${x + round} ${top}H${x + width - round}Q${x + width} ${top} ${x + width} ${shoulder}V${base}Z`;
}
