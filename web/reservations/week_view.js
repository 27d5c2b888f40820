import { Button } from "../components/button.js";
import { weekOf } from "../components/calendar_time.js";
import { WeekCalendar } from "../components/week_calendar.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { place } from "../place.js";
import { grouped } from "./day_hours.js";
import { forWhom, seatsText } from "./reservation_words.js";

/** @typedef {import("./shapes.js").Reservation} Reservation */

/**
 * A week of a room, seats booked together as one.
 * @param {{ date: string, reservations: readonly Reservation[], isBusy: boolean, onDate: (date: string, view?: "day" | "week") => void,
 *   onPick: (reservation: Reservation) => void, onReserve: () => void }} props
 */
export function WeekView({ date, reservations, isBusy, onDate, onPick, onReserve }) {
  const events = grouped(reservations).map((group) => ({
    id: group[0].id,
    title: forWhom(group[0]),
    startsAt: group[0].starts_at,
    endsAt: group[0].ends_at,
    place: seatsText(group),
    kind: /** @type {const} */ ("reservation"),
    hue: /** @type {2 | 3} */ (group.length > 1 ? 2 : 3),
    status: statusOf(group[0]),
    isFixed: true,
  }));
  const nothing = html`<div class="reservations-nothing"><p>${t("queue.reservation.none")}</p>${h(Button, { small: true, icon: "plus", onClick: onReserve }, t("queue.reservation.reserve"))}</div>`;
  return h(WeekCalendar, {
    week: weekOf(date),
    onWeek: () => {},
    shown: { view: "week", date },
    onShown: (shown) => onDate(shown.date, shown.view === "day" ? "day" : undefined),
    events,
    title: t("core.page.seat_reservations"),
    openings: place.value.opening_hours,
    isBusy,
    isTall: true,
    onPick: (event) => {
      const found = reservations.find(({ id }) => id === event.id);
      if (found) onPick(found);
    },
    emptyWeek: nothing,
    emptyDay: () => nothing,
  });
}

/** @param {Reservation} reservation @returns {"held" | "missed" | "planned"} */
function statusOf({ status }) {
  if (status === "used") return "held";
  return status === "missed" ? "missed" : "planned";
}
