// What is booked on one side, the step on the other; one above the other on a phone.

import { html } from "../h.js";

/** @param {{ facts: import("../h.js").Children, children?: import("../h.js").Children }} props */
export function BookingSheet({ facts, children }) {
  return html`<div class="card booking">
    <aside class="booking-aside">${facts}</aside>
    <div class="booking-main">${children}</div>
  </div>`;
}
