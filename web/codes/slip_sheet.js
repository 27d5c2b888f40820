// Slips to be cut out: what stands on the screen is what comes out on A4.

import { dayName } from "../components/calendar_names.js";
import { addDays } from "../components/calendar_time.js";
import { h, html } from "../h.js";
import { formatDateTime, t } from "../i18n.js";
import { place } from "../place.js";
import { spanText } from "../seats/time_left.js";
import { alikeDays } from "./hours_text.js";

export const SLIPS_ON_SHEET = 10;
const A_MONDAY = "2024-01-01";

/** @typedef {import("./shapes.js").BatchCode} BatchCode */

/** @param {{ batch: import("./shapes.js").WholeBatch, codes: readonly BatchCode[] }} props */
export function SlipSheets({ batch, codes }) {
  const sheets = Array.from({ length: Math.ceil(codes.length / SLIPS_ON_SHEET) }, (_, at) => codes.slice(at * SLIPS_ON_SHEET, (at + 1) * SLIPS_ON_SHEET));
  return html`<div class="slip-sheets">
    ${sheets.map(
      (sheet, at) => html`<section key=${sheet[0].session} class="slip-sheet" aria-label=${t("codes.sheet", { number: at + 1, of: sheets.length })}>
        ${sheet.map((code) => h(Slip, { key: code.session, code, batch }))}
      </section>`,
    )}
  </div>`;
}

/** @param {{ code: BatchCode, batch: import("./shapes.js").WholeBatch }} props */
function Slip({ code, batch }) {
  const steps = [t("codes.slip.step1"), t("codes.slip.step2"), t("codes.slip.step3", { time: spanText(60 * batch.minutes) })];
  return html`<article class="slip-code">
    <header><strong>${place.value.name}</strong><span>${batch.label}</span></header>
    <p class="slip-code-text">${code.access_code}</p>
    <p class="slip-code-worth">${t("codes.slip.worth", { time: spanText(60 * batch.minutes) })}</p>
    <ol>${steps.map((step) => html`<li key=${step}>${step}</li>`)}</ol>
    <footer>
      <span>${t("codes.slip.until", { when: formatDateTime(code.code_expires_at) })}</span>
      <span>${hoursText()}</span>
    </footer>
  </article>`;
}

function hoursText() {
  const name = (/** @type {number} */ day) => dayName(addDays(A_MONDAY, day - 1));
  return alikeDays(place.value.opening_hours)
    .map(({ first, last, hours }) => {
      const days = first === last ? name(first) : t("codes.slip.days", { first: name(first), last: name(last) });
      return `${days} ${hours.join(", ")}`;
    })
    .join(" · ");
}
