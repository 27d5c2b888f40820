// The days that a series would have: how many, which, and those left out because the place is closed.

import { asTitle, dayFull, monthTitle } from "../components/calendar_names.js";
import { Notice } from "../components/notice.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { dayInWords } from "../school/lesson_when.js";
import { byMonth } from "./dates.js";

/**
 * @param {{ occurrences: readonly import("./dates.js").Occurrence[], met: ReadonlySet<string>, isComplete: boolean }} props
 *   `met`: dates that clash
 */
export function DatesPreview({ occurrences, met, isComplete }) {
  if (!isComplete) return html`<p class="soft small">${t("planning.preview.idle")}</p>`;
  const open = occurrences.filter(({ closed }) => closed === null);
  const shut = occurrences.filter(({ closed }) => closed !== null);
  if (open.length === 0) return h(Notice, { tone: "warning" }, t("planning.preview.none"));
  return html`<div class="stack-s">
    <p aria-live="polite">
      <strong>${t("planning.preview.count", { count: open.length })}</strong>
      ${shut.length > 0 && html` <span class="soft">${t("planning.preview.shut", { count: shut.length })}</span>`}
    </p>
    <div class="dates">
      ${byMonth(occurrences).map(({ month, days }) => html`<div class="dates-month" key=${month}>
        <p class="soft small">${asTitle(monthTitle(month))}</p>
        <ul>${days.map((one) => h(DayMark, { key: one.date, one, isMet: met.has(one.date) }))}</ul>
      </div>`)}
    </div>
    ${shut.length > 0 && html`<ul class="dates-shut small soft">
      ${shut.map(({ date, closed }) => html`<li key=${date}>${asTitle(dayInWords(date))}${"\u00a0"}: ${closed}</li>`)}
    </ul>`}
  </div>`;
}

/** @param {{ one: import("./dates.js").Occurrence, isMet: boolean }} props */
function DayMark({ one, isMet }) {
  const look = one.closed !== null ? "is-shut" : isMet ? "is-met" : "";
  const also = one.closed !== null ? t("core.calendar.closed_because", { reason: one.closed }) : isMet ? t("planning.preview.met") : "";
  return html`<li class=${`dates-day figures ${look}`} title=${[dayFull(one.date), also].filter(Boolean).join(" · ")}>
    <span aria-hidden="true">${Number(one.date.slice(8))}</span>
    <span class="unseen">${[dayFull(one.date), also].filter(Boolean).join(", ")}</span>
  </li>`;
}
