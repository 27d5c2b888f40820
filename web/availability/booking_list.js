// Bookings by day and time: who, for what.

import { capital, dayInWords } from "../appointments/when.js";
import { html } from "../h.js";

/** @typedef {import("./days.js").Appointment} Appointment */

/** Only when and who, for many at once. @param {{ bookings: readonly Appointment[] }} props */
export function BriefBookings({ bookings }) {
  return html`<ul class="brief-bookings small">
    ${bookings.map(
      ({ id, date, start, end, client_name }) => html`<li key=${id}>
        <span class="figures">${capital(dayInWords(date))}, ${start}–${end}</span>
        <strong>${client_name}</strong>
      </li>`,
    )}
  </ul>`;
}

/** @param {{ bookings: readonly Appointment[], tools?: (booking: Appointment) => import("../h.js").Children }} props */
export function BookingList({ bookings, tools }) {
  return html`<ul class="rows booking-rows">
    ${bookings.map(
      (booking) => html`<li key=${booking.id}>
        <div class="row-main">
          <p class="row-title">${booking.client_name}</p>
          <p class="small figures">${capital(dayInWords(booking.date))}, ${booking.start}–${booking.end}</p>
          <p class="soft small">${booking.service_name}</p>
        </div>
        ${tools && html`<div class="booking-tools">${tools(booking)}</div>`}
      </li>`,
    )}
  </ul>`;
}
