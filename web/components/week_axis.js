import { html } from "../h.js";
import { clockText } from "./calendar_time.js";

/** @typedef {import("./calendar_layout.js").Band} Band */

/** A number of hours as a length; how high an hour is, the stylesheet says. @param {number} hours @returns {string} */
export function hoursLong(hours) {
  return `calc(var(--hour) * ${Number(hours.toFixed(4))})`;
}

/** The hours beside the days. @param {{ axis: Band[] }} props */
export function WeekAxis({ axis }) {
  return html`<div class="week-axis" aria-hidden="true">
    ${axis.map(
      (band) => html`<span
        key=${band.from}
        class=${band.isFolded ? "axis-hour is-folded" : "axis-hour figures"}
        style=${{ top: hoursLong(band.at) }}
        >${band.isFolded ? "⋯" : clockText(band.from)}</span
      >`,
    )}
  </div>`;
}

/** The lines of the hours across a day. @param {{ axis: Band[] }} props */
export function HourLines({ axis }) {
  return axis.map(
    (band) => html`<i
      key=${band.from}
      class=${band.isFolded ? "fold" : "hour"}
      style=${{ top: hoursLong(band.at), height: hoursLong(band.size) }}
    ></i>`,
  );
}
