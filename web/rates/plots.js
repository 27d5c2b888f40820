import { BarPlot } from "../components/bar_plot.js";
import { Card } from "../components/card.js";
import { LinePlot } from "../components/line_plot.js";
import { datesOfWeek } from "../components/calendar_time.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";

/** @typedef {import("./shapes.js").FigureRow} FigureRow */

/** More bars than these are read in the table. */
const MOST_BARS = 14;
const LONGEST_LABEL = 14;

/**
 * How presence went week by week; and side by side, what is compared.
 * @param {{ weeks: readonly FigureRow[], rows: readonly FigureRow[], by: import("./shapes.js").By, limit: number }} props `limit`: percent
 */
export function Plots({ weeks, rows, by, limit }) {
  const isCompared = by !== "week" && by !== "student" && rows.length > 1 && rows.length <= MOST_BARS;
  return html`<div class=${isCompared || by === "week" ? "rates-plots" : "rates-plots is-one"}>
    ${weeks.length > 1 &&
    h(
      Card,
      {},
      h(LinePlot, {
        title: t("rates.plot.weeks"),
        text: t("rates.plot.weeks_text", { limit }),
        labels: weeks.map(({ key }) => mondayOf(String(key))),
        labelTitle: t("rates.by.week"),
        unit: "%",
        most: 100,
        series: [{ name: t("rates.count.rate"), values: weeks.map(({ rate }) => rate) }],
      }),
    )}
    ${isCompared &&
    h(
      Card,
      {},
      h(BarPlot, {
        title: t(`rates.caption.${by}`),
        labels: rows.map(({ name }) => shortened(name)),
        labelTitle: t(`rates.by.${by}`),
        unit: "%",
        most: 100,
        series: [{ name: t("rates.count.rate"), hue: 3, values: rows.map(({ rate }) => rate) }],
      }),
    )}
    ${by === "week" &&
    weeks.length > 1 &&
    h(
      Card,
      {},
      h(BarPlot, {
        title: t("rates.plot.hours"),
        text: t("rates.plot.hours_text"),
        labels: weeks.map(({ key }) => mondayOf(String(key))),
        labelTitle: t("rates.by.week"),
        unit: "h",
        series: [
          { name: t("rates.plot.planned"), hue: 1, values: weeks.map(({ minutes_planned }) => hours(minutes_planned)) },
          { name: t("rates.plot.given"), hue: 3, values: weeks.map(({ minutes_given }) => hours(minutes_given)) },
        ],
      }),
    )}
  </div>`;
}

const hours = (/** @type {number} */ minutes) => Math.round(minutes / 6) / 10;

/** "23/11" @param {string} week */
function mondayOf(week) {
  const monday = datesOfWeek(week)[0];
  return `${monday.slice(8)}/${monday.slice(5, 7)}`;
}

/** @param {string} name */
const shortened = (name) => (name.length > LONGEST_LABEL ? `${name.slice(0, LONGEST_LABEL - 1).trimEnd()}…` : name);
