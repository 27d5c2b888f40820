import { BarPlot } from "../components/bar_plot.js";
import { Card } from "../components/card.js";
import { clockText } from "../components/calendar_time.js";
import { LinePlot } from "../components/line_plot.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { isNamed } from "../seats/identity.js";
import { daysOrWeeks, openHours } from "./range.js";
import { SaveCsv } from "./save_csv.js";

/** @typedef {import("./shapes.js").Usage} Usage */
/** @typedef {import("./save_csv.js").Request} Request */

/** "23/11" @param {string} date */
const dayLabel = (date) => `${date.slice(8)}/${date.slice(5, 7)}`;

/** When the seats are taken, and how days go on. @param {{ usage: Usage, request: Request }} props */
export function TimePlots({ usage, request }) {
  const hours = openHours(usage.hours);
  const { isByWeek, rows } = daysOrWeeks(usage.days);
  const hasVisitors = isNamed() && !isByWeek;
  const labels = rows.map(({ date }) => dayLabel(date));
  const labelTitle = t(isByWeek ? "seatstats.week_of" : "seatstats.day");
  return html`<div class="usage-plots">
    ${h(
      Card,
      {},
      h(BarPlot, {
        title: t("seatstats.plot.hours"),
        text: t("seatstats.plot.hours_text"),
        labels: hours.map(({ hour }) => clockText(60 * hour)),
        labelTitle: t("seatstats.hour"),
        unit: "%",
        most: 100,
        series: [{ name: t("seatstats.total.occupancy"), hue: 3, values: hours.map(({ occupancy }) => occupancy) }],
      }),
      h(SaveCsv, { by: "hour", request }),
    )}
    ${rows.length > 1 &&
    h(
      Card,
      {},
      h(LinePlot, {
        title: t(isByWeek ? "seatstats.plot.weeks" : "seatstats.plot.days"),
        text: t(isByWeek ? "seatstats.plot.weeks_text" : hasVisitors ? "seatstats.plot.days_text" : "seatstats.plot.days_text_nameless"),
        labels,
        labelTitle,
        isWhole: true,
        series: [
          { name: t("seatstats.total.sessions"), hue: 1, values: rows.map(({ sessions }) => sessions) },
          ...(hasVisitors ? [{ name: t("seatstats.total.visitors"), hue: /** @type {const} */ (2), values: rows.map(({ visitors }) => visitors) }] : []),
        ],
      }),
      h(SaveCsv, { by: "day", request }),
    )}
  </div>`;
}
