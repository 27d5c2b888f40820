// Who has which seat reserved.

import { Button } from "../components/button.js";
import { datesOfWeek, wallOf, weekOf } from "../components/calendar_time.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { useNow } from "../components/now.js";
import { Page } from "../components/page.js";
import { Segments } from "../components/segments.js";
import { SelectField } from "../components/select_field.js";
import { h, html, useState } from "../h.js";
import { t, zone } from "../i18n.js";
import { useLoad } from "../load.js";
import { place } from "../place.js";
import { setQuery } from "../router.js";
import { loadRooms, loadSeats, roomName } from "../seats/rooms.js";
import { DayView } from "../reservations/day_view.js";
import { nextOpen } from "../reservations/day_hours.js";
import { loadReservations } from "../reservations/load_reservations.js";
import { ReservationDialog } from "../reservations/reservation_dialog.js";
import { ReserveDialog } from "../reservations/reserve_dialog.js";
import { readQuery } from "../reservations/reservations_query.js";
import { WeekView } from "../reservations/week_view.js";

/** @typedef {import("../seats/shapes.js").Room} Room */
/** @typedef {import("../seats/shapes.js").Seat} Seat */
/** @typedef {import("../reservations/shapes.js").Reservation} Reservation */
/** @typedef {import("../reservations/shapes.js").Wanted} Wanted */
/** @typedef {import("../reservations/reservations_query.js").ReservationsQuery} Asked */

/** @param {{ query: URLSearchParams }} props */
export default function SeatReservationsPage({ query }) {
  const today = wallOf(useNow(undefined), zone.value).date;
  const asked = readQuery(query, today);
  const rooms = useLoad(loadRooms);
  const room = rooms.data?.find(({ id }) => String(id) === asked.room) ?? rooms.data?.[0];
  const [wanted, setWanted] = useState(/** @type {Wanted | null} */ (null));
  const reserve = () => {
    const date = asked.date < today ? today : asked.date;
    setWanted({ workstations: [], date, ...nextOpen(date, place.value.opening_hours, date === today ? wallOf(Date.now(), zone.value).minutes : 0) });
  };
  return h(
    Page,
    {
      title: t("core.page.seat_reservations"),
      lead: t("queue.reservation.lead"),
      width: "wide",
      tools: room && h(Button, { tone: "primary", icon: "plus", onClick: reserve }, t("queue.reservation.reserve")),
    },
    h(Loaded, {
      load: rooms,
      empty: h(Empty, { icon: "computer", title: t("queue.reservation.no_rooms"), text: t("queue.reservation.no_rooms_text") }),
      children: (/** @type {Room[]} */ all) => room && h(RoomReservations, { key: room.id, room, rooms: all, asked, today, wanted, setWanted, reserve }),
    }),
  );
}

/**
 * @param {{ room: Room, rooms: readonly Room[], asked: Asked, today: string, wanted: Wanted | null, setWanted: (wanted: Wanted | null) => void,
 *   reserve: () => void }} props
 */
function RoomReservations({ room, rooms, asked, today, wanted, setWanted, reserve }) {
  const { date, view } = asked;
  const dates = view === "week" ? datesOfWeek(weekOf(date)) : [date];
  const seats = useLoad((signal) => loadSeats(room.id, signal), [room.id]);
  const load = useLoad((signal) => loadReservations(room.id, dates[0], dates[dates.length - 1], signal), [room.id, dates.join()]);
  const [picked, setPicked] = useState(/** @type {Reservation | null} */ (null));
  const reservations = load.data ?? [];
  const done = () => {
    setWanted(null);
    setPicked(null);
    load.reload();
  };
  const group = picked?.group_key ? reservations.filter(({ group_key, starts_at }) => group_key === picked.group_key && starts_at === picked.starts_at) : picked ? [picked] : [];
  const shared = { date, reservations, isBusy: load.isLoading, onPick: setPicked };
  return html`<div class="reservations">
    <div class="reservations-bar">
      ${rooms.length > 1 && h(RoomChoice, { room, rooms })}
      ${h(Segments, {
        label: t("core.calendar.view"),
        value: view,
        onPick: (value) => setQuery({ view: value === "day" ? null : value }),
        options: [
          { value: "day", label: t("queue.reservation.day") },
          { value: "week", label: t("queue.reservation.week") },
        ],
      })}
    </div>
    ${h(Loaded, {
      load: seats,
      rows: 8,
      children: (/** @type {Seat[]} */ all) => html`${load.error && !load.data
          ? h(Loaded, { load, children: () => null })
          : view === "week"
            ? h(WeekView, { ...shared, onDate: (to, as) => setQuery({ date: to, ...(as === "day" && { view: null }) }), onReserve: reserve })
            : h(DayView, { ...shared, today, seats: all, onDate: (to) => setQuery({ date: to === today ? null : to }), onDraw: setWanted })}
        ${wanted && h(ReserveDialog, { wanted, seats: all, onClose: () => setWanted(null), onDone: done })}
        ${picked && h(ReservationDialog, { reservation: picked, group, seats: all, onClose: () => setPicked(null), onDone: done })}`,
    })}
  </div>`;
}

/** @param {{ room: Room, rooms: readonly Room[] }} props */
function RoomChoice({ room, rooms }) {
  const form = { values: { value: { room: room.id } }, set: (/** @type {string} */ _name, /** @type {number} */ value) => setQuery({ room: value }), errors: () => [] };
  return h(SelectField, { form, name: "room", label: t("queue.reservation.room"), options: rooms.map((one) => ({ value: one.id, label: roomName(one, rooms) })) });
}
