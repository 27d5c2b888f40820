// Lines with a bar each: who uses the time, and at which seats.

import { Card } from "../components/card.js";
import { h, html } from "../h.js";
import { formatNumber, t } from "../i18n.js";
import { Link } from "../router.js";
import { isNamed } from "../seats/identity.js";
import { spanText } from "../seats/time_left.js";
import { SaveCsv } from "./save_csv.js";

/** @typedef {import("./shapes.js").Usage} Usage */
/** @typedef {{ key: string | number, name: import("../h.js").Children, part: number, value: string, note: string }} Line */

/** @param {{ usage: Usage, request: import("./save_csv.js").Request }} props */
export function Shares({ usage, request }) {
  const { totals } = usage;
  /** @type {Line[]} */
  const categories = [...usage.categories]
    .sort((a, b) => b.minutes - a.minutes)
    .map(({ key, name, minutes, sessions, guests }) => ({
      key: key ?? "guests",
      // Who has no category has the usual one, if there is one: then nobody is left but guests.
      name: key === null && guests === sessions ? t("seatstats.guests") : name,
      part: totals.minutes > 0 ? minutes / totals.minutes : 0,
      value: spanText(60 * minutes),
      note: t("seatstats.sessions", { count: sessions }),
    }));
  const longest = Math.max(1, ...usage.seats.map(({ minutes }) => minutes));
  /** @type {Line[]} */
  const seats = usage.seats.map(({ key, name, minutes, sessions, occupancy }) => ({
    key: key ?? "gone",
    name: key === null ? name : h(Link, { to: `/rooms/seats/${key}` }, name),
    part: minutes / longest,
    value: spanText(60 * minutes),
    note: [occupancy !== null && t("core.plot.percent", { number: formatNumber(occupancy) }), t("seatstats.sessions", { count: sessions })].filter(Boolean).join(" · "),
  }));
  return html`<div class="usage">
    ${isNamed() && h(Card, {}, h(Bars, { title: t("seatstats.plot.categories"), text: t("seatstats.plot.categories_text"), lines: categories, hue: 2 }), h(SaveCsv, { by: "category", request }))}
    ${h(Card, {}, h(Bars, { title: t("seatstats.plot.seats"), text: t("seatstats.plot.seats_text"), lines: seats, hue: 1 }), h(SaveCsv, { by: "seat", request }))}
  </div>`;
}

/** @param {{ title: string, text: string, lines: readonly Line[], hue: 1 | 2 }} props */
function Bars({ title, text, lines, hue }) {
  return html`<section class="shares">
    <h2 class="plot-title">${title}</h2>
    <p class="soft small">${text}</p>
    ${lines.length === 0
      ? html`<p class="plot-empty soft">${t("core.plot.empty")}</p>`
      : html`<ul class="shares-list">
          ${lines.map(
            ({ key, name, part, value, note }) => html`<li key=${key} class="share">
              <span class="share-name">${name}</span><span class="figures share-value">${value}</span>
              <span class="share-track" aria-hidden="true"><i class=${`hue-${hue}`} style=${{ width: `${Math.round(1000 * part) / 10}%` }}></i></span>
              <span class="soft small share-note figures">${note}</span>
            </li>`,
          )}
        </ul>`}
  </section>`;
}
