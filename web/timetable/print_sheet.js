// The week on paper: one landscape page, in black, whatever the screen shows.

import { axisOf, axisSize, placeOn, segmentsByDate, sideBySide } from "../components/calendar_layout.js";
import { asTitle, dayTitle, weekTitle } from "../components/calendar_names.js";
import { clockText, datesOfWeek, weekdayOf, weekOf } from "../components/calendar_time.js";
import { html } from "../h.js";
import { formatDateTime, formatTime, t, zone } from "../i18n.js";
import { place } from "../place.js";
import { lessonEvent } from "../school/lesson_event.js";

/**
 * @typedef {import("./shapes.js").Lesson} Lesson
 * @typedef {import("../components/calendar_layout.js").PlacedSegment} PlacedSegment
 * @typedef {import("../components/calendar_layout.js").Band} Band
 */

/**
 * It is there all the time and seen on paper only, so that the browser's own way of printing leads to it as well.
 * @param {{ lessons: readonly Lesson[], date: string, name: string, names: "professors" | "groups" | "both",
 *   closedDays?: Readonly<Record<string, string>> }} props `name`: of whose week it is
 */
export function PrintSheet({ lessons, date, name, names, closedDays }) {
  const dates = datesOfWeek(weekOf(date));
  const segments = segmentsByDate(lessons.map((one) => lessonEvent(one, { names })), dates, zone.value);
  const days = dates
    .map((day) => ({ day, placed: sideBySide(segments.get(day) ?? []), reason: closedDays?.[day] }))
    .filter(({ day, placed }) => weekdayOf(day) < 6 || placed.length > 0);
  const axis = axisOf(days.flatMap(({ placed }) => placed));
  return html`<section class="week-sheet" aria-hidden="true" style=${{ "--days": days.length }}>
    <header class="week-sheet-head">
      <h2>${name || t("timetable.title")}</h2>
      <p>${asTitle(weekTitle(dates))} · ${t("core.calendar.week", { number: String(Number(weekOf(date).slice(6))) })}</p>
    </header>
    <div class="week-sheet-days">
      <span></span>
      ${days.map(({ day }) => html`<h3 key=${day}>${asTitle(dayTitle(day))}</h3>`)}
      <div class="week-sheet-hours">
        ${axis.map((band) => html`<span key=${band.from} style=${{ top: part(axis, band.from) }}>${clockText(band.from)}</span>`)}
      </div>
      ${days.map(
        ({ day, placed, reason }) => html`<div key=${day} class="week-sheet-day">
          ${axis.map((band) => html`<i key=${band.from} style=${{ top: part(axis, band.from) }}></i>`)}
          ${reason && html`<p class="week-sheet-closed">${reason}</p>`}
          ${placed.map((one) => lesson(one, axis))}
        </div>`,
      )}
    </div>
    <footer class="week-sheet-foot">
      <span>${place.value.name}</span>
      <span>${t("timetable.print.at", { at: formatDateTime(new Date().toISOString()) })}</span>
    </footer>
  </section>`;
}

/** @param {Band[]} axis @param {number} minutes */
const part = (axis, minutes) => `${(100 * placeOn(axis, minutes)) / axisSize(axis)}%`;

/** @param {PlacedSegment} one @param {Band[]} axis */
function lesson(one, axis) {
  const { event, from, to, column, columns, span } = one;
  const size = (100 * (placeOn(axis, to) - placeOn(axis, from))) / axisSize(axis);
  const state = event.status === "cancelled" ? t("school.lesson_status.cancelled") : event.status === "moved" ? t("school.lesson_status.moved") : "";
  return html`<div
    key=${event.id}
    class=${event.status === "cancelled" ? "week-sheet-lesson is-cancelled" : "week-sheet-lesson"}
    style=${{ top: part(axis, from), height: `${size}%`, left: `${(100 * column) / columns}%`, width: `${(100 * span) / columns}%` }}
  >
    <strong>${event.title}</strong>
    <span>${formatTime(event.startsAt)}–${formatTime(event.endsAt)}${event.place && html` · <b>${event.place}</b>`}</span>
    ${state && html`<em>${[state, event.note].filter(Boolean).join(" · ")}</em>`}
    ${event.people && event.status !== "cancelled" && html`<span>${event.people}</span>`}
  </div>`;
}
