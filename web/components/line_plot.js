import { h, html } from "../h.js";
import { Marker, Plot } from "./plot.js";
import { runsOf } from "./plot_scale.js";

/** Closer together the marks would hide the line. */
const ROOM_FOR_MARKS = 18;

/**
 * How values go on. A value that is not known leaves a gap, it is not drawn as zero.
 * @param {import("./plot.js").PlotProps} props
 */
export function LinePlot(props) {
  const { series } = props;
  /** @param {import("./plot.js").Area} area @param {number | null} at */
  const draw = (area, at) =>
    series.map((one, index) => {
      const runs = runsOf([...one.values]);
      const point = (/** @type {number} */ place) => `${area.x(place)} ${area.y(Number(one.values[place]))}`;
      const isAlone = (/** @type {number} */ place) => runs.some((run) => run.length === 1 && run[0] === place);
      const hasMark = (/** @type {number} */ place) => place === at || area.step >= ROOM_FOR_MARKS || isAlone(place);
      return html`<g key=${one.name} class=${`series-${one.hue ?? index + 1} dash-${index % 4}`}>
        ${series.length === 1 &&
        runs.map((run) => html`<path key=${`area-${run[0]}`} class="plot-area" d=${`M${area.x(run[0])} ${area.y(0)}L${run.map(point).join("L")}L${area.x(run[run.length - 1])} ${area.y(0)}Z`} />`)}
        ${runs.map((run) => html`<path key=${run[0]} class="plot-curve" d=${`M${run.map(point).join("L")}`} />`)}
        ${one.values.map((value, place) => value !== null && hasMark(place) && h(Marker, { key: place, index, x: area.x(place), y: area.y(value) }))}
      </g>`;
    });
  return h(Plot, { ...props, draw, swatch: "line" });
}
