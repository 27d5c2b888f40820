// The appointments on paper: day by day, in black, with room to write.

import { asTitle, dayFull } from "../components/calendar_names.js";
import { html } from "../h.js";
import { formatDate, formatDateTime, t } from "../i18n.js";
import { place } from "../place.js";
import { datesOfWeek, weekOf } from "../components/calendar_time.js";

/**
 * @typedef {import("./agenda_rows.js").Appointment} Appointment
 * @typedef {import("./agenda_query.js").AgendaQuery} AgendaQuery
 */

/**
 * It is there all the time and seen on paper only, so that the browser's own way of printing leads to it as well.
 * @param {{ rows: readonly Appointment[], asked: AgendaQuery, name: string, hasCoach: boolean, isPart: boolean }} props
 *   `name`: of the coach whose they are, if there is one; `isPart`: a list of which more pages follow
 */
export function PrintSheet({ rows, asked, name, hasCoach, isPart }) {
  const shown = asked.view === "day" ? rows.filter(({ date }) => date === asked.date) : rows;
  const dates = [...new Set(shown.map(({ date }) => date))];
  return html`<section class="sheet" aria-hidden="true">
    <header class="sheet-head">
      <h2>${t("agenda.title")}</h2>
      <p>${[place.value.name, name, spanOf(asked)].filter(Boolean).join(" · ")}</p>
    </header>
    ${dates.length === 0 ? html`<p>${t("agenda.print.none")}</p>` : table(dates, shown, hasCoach)}
    <footer class="sheet-foot">
      ${isPart && html`<p>${t("agenda.print.part")}</p>`}
      <p>${t("agenda.print.at", { at: formatDateTime(new Date().toISOString()) })}</p>
    </footer>
  </section>`;
}

/** One table, so that its headings stand on each page once. @param {string[]} dates @param {readonly Appointment[]} rows @param {boolean} hasCoach */
function table(dates, rows, hasCoach) {
  return html`<table class="sheet-days">
    <thead>
      <tr>
        <th>${t("agenda.print.time")}</th>
        <th>${t("agenda.column.client")}</th>
        <th>${t("agenda.fact.phone")}</th>
        <th>${t("agenda.print.what")}</th>
        <th>${t("agenda.print.remarks")}</th>
      </tr>
    </thead>
    ${dates.map(
      (date) => html`<tbody key=${date}>
        <tr>
          <th class="sheet-day" colspan="5" scope="rowgroup">${asTitle(dayFull(date))}</th>
        </tr>
        ${rows.filter((one) => one.date === date).sort((a, b) => a.start.localeCompare(b.start)).map((one) => line(one, hasCoach))}
      </tbody>`,
    )}
  </table>`;
}

/** @param {Appointment} one @param {boolean} hasCoach */
function line(one, hasCoach) {
  const { id, status, start, end, client_name, client_phone, service_name, coach_name, location, video_url, message } = one;
  const what = [service_name, hasCoach && coach_name, location || (video_url && t("agenda.fact.video"))].filter(Boolean).join(" · ");
  const state = status === "booked" ? "" : t(`appointments.status.${/** @type {"held" | "no_show" | "cancelled"} */ (status)}`);
  return html`<tr key=${id} class=${status === "cancelled" ? "is-cancelled" : ""}>
    <td class="sheet-time">${start}–${end}</td>
    <th scope="row">${client_name}${state && html`<span class="sheet-state">${state}</span>`}</th>
    <td class="sheet-phone">${client_phone}</td>
    <td>${what}${message && html`<span class="sheet-message">${message}</span>`}</td>
    <td class="sheet-room"></td>
  </tr>`;
}

/** @param {AgendaQuery} asked */
function spanOf({ view, date, when, from, to }) {
  if (view === "day") return "";
  if (view === "list" && !from && !to) return t(`agenda.when.${when}`);
  const dates = datesOfWeek(weekOf(date));
  const [first, last] = view === "list" ? [from, to] : [dates[0], dates[6]];
  if (first && last) return t("agenda.waiting.span", { from: formatDate(first), to: formatDate(last) });
  return first ? t("agenda.print.since", { from: formatDate(first) }) : t("agenda.print.until", { to: formatDate(last) });
}
