import { h, html } from "../h.js";
import { formatNumber, t } from "../i18n.js";
import { isNamed } from "../seats/identity.js";
import { spanText } from "../seats/time_left.js";

/** @param {{ totals: import("./shapes.js").Totals }} props */
export function Totals({ totals }) {
  const { sessions, visitors, guests, minutes, average_minutes, occupancy } = totals;
  const tiles = [
    { name: t("seatstats.total.occupancy"), value: occupancy === null ? "–" : t("core.plot.percent", { number: formatNumber(Math.round(occupancy)) }), note: t(occupancy === null ? "seatstats.total.no_hours" : "seatstats.total.occupancy_note") },
    { name: t("seatstats.total.sessions"), value: formatNumber(sessions), note: isNamed() ? t("seatstats.total.guests", { count: guests }) : t("seatstats.total.nameless") },
    ...(isNamed() ? [{ name: t("seatstats.total.visitors"), value: formatNumber(visitors), note: t("seatstats.total.visitors_note") }] : []),
    { name: t("seatstats.total.time"), value: spanText(60 * minutes), note: t("seatstats.total.average", { time: spanText(60 * (average_minutes ?? 0)) }) },
  ];
  return html`<ul class="usage-totals">
    ${tiles.map((tile) => html`<li key=${tile.name} class="usage-total">${h(Tile, tile)}</li>`)}
  </ul>`;
}

/** @param {{ name: string, value: string, note: string }} props */
const Tile = ({ name, value, note }) => html`<span class="small usage-name">${name}</span><strong>${value}</strong><span class="soft small">${note}</span>`;
