// Booking, moving, and what was booked: three faces of one address, told apart by its query.

import { h } from "../h.js";
import { BookingPage } from "../booking/booking_page.js";
import { Confirmation } from "../booking/confirmation.js";
import { MovingPage } from "../booking/moving.js";
import { wantedOf } from "../booking/wanted.js";

/** @param {{ query: URLSearchParams }} props */
export default function Book({ query }) {
  const wanted = wantedOf(query);
  if (wanted.done) return h(Confirmation, { key: `done ${wanted.done}`, id: wanted.done, isMoved: wanted.isMoved });
  if (wanted.move) return h(MovingPage, { key: `move ${wanted.move}`, id: wanted.move, date: wanted.date, start: wanted.start });
  return h(BookingPage, { key: "book", wanted });
}
