import { Button, IconButton } from "../components/button.js";
import { asTitle, dayFull } from "../components/calendar_names.js";
import { addDays } from "../components/calendar_time.js";
import { Empty } from "../components/empty.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { DayGrid } from "./day_grid.js";

/**
 * @param {{ date: string, today: string, seats: readonly import("../seats/shapes.js").Seat[], reservations: readonly import("./shapes.js").Reservation[],
 *   isBusy: boolean, onDate: (date: string) => void, onDraw: (wanted: import("./shapes.js").Wanted) => void,
 *   onPick: (reservation: import("./shapes.js").Reservation) => void }} props
 */
export function DayView({ date, today, seats, reservations, isBusy, onDate, onDraw, onPick }) {
  return html`<section class="reservations-day">
    <header class="reservations-day-head">
      <h2 aria-live="polite">${asTitle(dayFull(date))}</h2>
      <div class="reservations-steps" role="group" aria-label=${t("core.calendar.go")}>
        ${h(IconButton, { icon: "chevron_left", label: t("core.calendar.previous_day"), onClick: () => onDate(addDays(date, -1)) })}
        ${h(Button, { small: true, disabled: date === today, onClick: () => onDate(today) }, t("core.calendar.today"))}
        ${h(IconButton, { icon: "chevron_right", label: t("core.calendar.next_day"), onClick: () => onDate(addDays(date, 1)) })}
      </div>
    </header>
    ${seats.length === 0
      ? h(Empty, { icon: "computer", title: t("queue.reservation.no_seats"), text: t("queue.reservation.no_seats_text"), action: h(Button, { to: "/rooms" }, t("core.page.rooms")) })
      : html`${h(DayGrid, { date, seats, reservations, isBusy, onDraw, onPick })}
          <p class="small soft">${t("queue.reservation.how")}</p>`}
  </section>`;
}
