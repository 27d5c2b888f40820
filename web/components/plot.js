import { h, html, useId, useRef, useState } from "../h.js";
import { formatNumber, t } from "../i18n.js";
import { heightOn, labelStride, scaleOf } from "./plot_scale.js";
import { useWidth } from "./width.js";

/**
 * @typedef {{ name: string, values: readonly (number | null)[], hue?: 1 | 2 | 3 | 4 | 5 | 6 }} Series
 * @typedef {{ title: string, series: readonly Series[], labels: readonly string[], unit?: string, most?: number,
 *   text?: string, height?: number, isTitleUnseen?: boolean, labelTitle?: string, isWhole?: boolean }} PlotProps
 *   `most`: the greatest value there can be (100 for rates); `labelTitle`: what the labels are, heading of the table;
 *   `isWhole`: counts, whose axis has no halves
 * @typedef {{ left: number, right: number, top: number, bottom: number, width: number, height: number,
 *   x: (index: number) => number, step: number, y: (value: number) => number }} Area
 */

/** Width of a letter of the labels, about. */
const LETTER = 7;

/**
 * Title, legend, drawing and, behind a disclosure, the numbers. The legend shows the values of what is pointed at.
 * @param {PlotProps & { draw: (area: Area, at: number | null, id: string) => import("../h.js").Children, swatch: "bar" | "line" }} props
 */
export function Plot(props) {
  const { title, series, labels, unit, most, isWhole, text, height = 220, isTitleUnseen, draw, swatch } = props;
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  const [at, setAt] = useState(/** @type {number | null} */ (null));
  const width = useWidth(box);
  const id = useId();
  const isEmpty = !series.some((one) => one.values.some((value) => value !== null));
  const scale = scaleOf(series.flatMap((one) => one.values), { most, isWhole });
  const area = areaOf(width ?? 0, height, labels.length, scale, unit);
  return html`<figure class="plot" aria-labelledby=${`${id}-title`}>
    <figcaption class="plot-head">
      <span id=${`${id}-title`} class=${isTitleUnseen ? "unseen" : "plot-title"}>${title}</span>
      ${text && html`<span class="soft small">${text}</span>`}
    </figcaption>
    ${h(PlotLegend, { series, labels, unit, at, swatch })}
    <div ref=${box} class="plot-box">
      ${isEmpty
        ? html`<p class="plot-empty soft">${t("core.plot.empty")}</p>`
        : width !== null &&
          html`<svg class="plot-svg" width=${width} height=${height} role="img" aria-labelledby=${`${id}-svg`} aria-describedby=${`${id}-desc`} onPointerLeave=${() => setAt(null)}>
            <title id=${`${id}-svg`}>${title}</title>
            <desc id=${`${id}-desc`}>${series.map((one) => spoken(one, labels, unit)).join(" ")}</desc>
            <defs>${series.map((_, index) => hatch(`${id}-hatch-${index}`, index))}</defs>
            ${ticks(scale, area, unit)} ${labelTexts(labels, area)}
            ${at !== null && html`<rect class="plot-band" x=${area.left + at * area.step} y=${area.top} width=${area.step} height=${area.bottom - area.top} />`}
            ${draw(area, at, id)}
            ${labels.map(
              (label, index) => html`<rect key=${index} class="plot-hit" x=${area.left + index * area.step} y="0" width=${area.step} height=${height} onPointerEnter=${() => setAt(index)}>
                <title>${[label, ...series.map((one) => t("core.plot.value", { name: one.name, value: valueText(one.values[index], unit) }))].join("\n")}</title>
              </rect>`,
            )}
          </svg>`}
    </div>
    ${!isEmpty && h(PlotTable, props)}
  </figure>`;
}

/** "87,5 %" @param {number | null | undefined} value @param {string | undefined} unit */
export function valueText(value, unit) {
  if (value === null || value === undefined) return t("core.plot.none");
  const number = formatNumber(Math.round(value * 100) / 100);
  if (!unit) return number;
  return unit === "%" ? t("core.plot.percent", { number }) : `${number}\u00a0${unit}`;
}

/**
 * @param {number} width @param {number} height @param {number} count @param {import("./plot_scale.js").Scale} scale
 * @param {string | undefined} unit @returns {Area}
 */
function areaOf(width, height, count, scale, unit) {
  const left = 10 + LETTER * Math.max(...scale.ticks.map((tick) => valueText(tick, unit).length));
  const right = Math.max(left + 1, width - 4);
  const [top, bottom] = [10, height - 28];
  const step = (right - left) / Math.max(1, count);
  const y = (/** @type {number} */ value) => bottom - (bottom - top) * heightOn(scale, value);
  return { left, right, top, bottom, width, height, step, x: (index) => left + step * (index + 0.5), y };
}

/** @param {import("./plot_scale.js").Scale} scale @param {Area} area @param {string | undefined} unit */
function ticks(scale, area, unit) {
  return scale.ticks.map(
    (tick) => html`<g key=${tick}>
      <line class=${tick === 0 ? "plot-base" : "plot-line"} x1=${area.left} x2=${area.right} y1=${area.y(tick)} y2=${area.y(tick)} />
      <text class="plot-text" x=${area.left - 8} y=${area.y(tick)} dy="0.32em" text-anchor="end">${valueText(tick, unit)}</text>
    </g>`,
  );
}

/** @param {readonly string[]} labels @param {Area} area */
function labelTexts(labels, area) {
  const widest = LETTER * Math.max(0, ...labels.map((label) => label.length));
  const stride = labelStride(labels.length, widest, area.right - area.left);
  // The last one stays inside the drawing, however narrow its place.
  const inside = (/** @type {number} */ x, /** @type {string} */ label) => Math.min(x, area.width - (LETTER * label.length) / 2);
  return labels.map(
    (label, index) =>
      index % stride === 0 &&
      html`<text key=${index} class="plot-text" x=${inside(area.x(index), label)} y=${area.bottom + 19} text-anchor="middle">${label}</text>`,
  );
}

/** The second and further series have a pattern as well as a colour. @param {string} id @param {number} index */
function hatch(id, index) {
  const shapes = ["", "M-1 1l2-2M0 6l6-6M5 7l2-2", "M3 0v6", "M0 3h6", "M0 0l6 6M6 0l-6 6", "M2 3h2"];
  return html`<pattern key=${id} id=${id} width="6" height="6" patternUnits="userSpaceOnUse"><path class="plot-hatch" d=${shapes[index % shapes.length]} /></pattern>`;
}

/** @param {Series} series @param {readonly string[]} labels @param {string | undefined} unit */
function spoken({ name, values }, labels, unit) {
  const known = values.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
  if (!known.length) return "";
  const least = known.reduce((a, b) => (b.value < a.value ? b : a));
  const most = known.reduce((a, b) => (b.value > a.value ? b : a));
  return t("core.plot.summary", {
    name,
    least: valueText(least.value, unit),
    least_at: labels[least.index] ?? "",
    most: valueText(most.value, unit),
    most_at: labels[most.index] ?? "",
  });
}

/** @param {Pick<PlotProps, "series" | "labels" | "unit"> & { at: number | null, swatch: "bar" | "line" }} props */
function PlotLegend({ series, labels, unit, at, swatch }) {
  if (series.length < 2 && at === null) return html`<p class="plot-legend small soft">${series[0]?.name}</p>`;
  return html`<ul class="plot-legend small" aria-hidden=${at === null ? undefined : "true"}>
    ${at !== null && html`<li key="at" class="plot-at">${labels[at]}</li>`}
    ${series.map(
      (one, index) => html`<li key=${one.name}>
        ${h(Swatch, { index, hue: one.hue, swatch })} ${one.name}
        ${at !== null && html`<strong class="figures">${valueText(one.values[at], unit)}</strong>`}
      </li>`,
    )}
  </ul>`;
}

/** @param {{ index: number, hue?: number, swatch: "bar" | "line" }} props */
function Swatch({ index, hue, swatch }) {
  const id = useId();
  const look = `series-${hue ?? index + 1}`;
  if (swatch === "bar") {
    return html`<svg class=${look} width="14" height="14" aria-hidden="true">
      <defs>${hatch(id, index)}</defs>
      <rect class="plot-bar" width="14" height="14" rx="3" />
      ${index > 0 && html`<rect width="14" height="14" rx="3" fill=${`url(#${id})`} />`}
    </svg>`;
  }
  return html`<svg class=${`${look} dash-${index % 4}`} width="26" height="14" aria-hidden="true">
    <path class="plot-curve" d="M1 7h24" />
    ${h(Marker, { index, x: 13, y: 7 })}
  </svg>`;
}

/** A shape of its own for each series. @param {{ index: number, x: number, y: number }} props */
export function Marker({ index, x, y }) {
  const shapes = [
    `M${x - 4} ${y}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0`,
    `M${x - 3.6} ${y - 3.6}h7.2v7.2h-7.2z`,
    `M${x} ${y - 4.6}l4.4 8h-8.8z`,
    `M${x} ${y - 5}l5 5l-5 5l-5-5z`,
  ];
  return html`<path class="plot-marker" d=${shapes[index % shapes.length]} />`;
}

/** The same numbers to read. @param {PlotProps} props */
function PlotTable({ title, series, labels, unit, labelTitle }) {
  return html`<details class="plot-table">
    <summary class="small">${t("core.plot.table")}</summary>
    <div class="plot-scroll" tabindex="0" role="group" aria-label=${title}>
      <table>
        <caption class="unseen">${title}</caption>
        <thead>
          <tr>
            <th scope="col">${labelTitle ?? t("core.plot.label")}</th>
            ${series.map((one) => html`<th key=${one.name} scope="col" class="cell-end">${one.name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${labels.map(
            (label, index) => html`<tr key=${index}>
              <th scope="row">${label}</th>
              ${series.map((one) => html`<td key=${one.name} class="cell-end figures">${valueText(one.values[index], unit)}</td>`)}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}
