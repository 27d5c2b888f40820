// One seat: facts, history, enrolment, orders, messages; or a new one.

import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Page } from "../components/page.js";
import { h } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { navigate } from "../router.js";
import { loadRooms } from "../seats/rooms.js";
import { toast } from "../toasts.js";
import { SeatForm } from "../room/seat_form.js";
import { SeatFile } from "../room/seat_file.js";

/** @typedef {import("../seats/shapes.js").Room} Room */
/** @typedef {import("../seats/shapes.js").Seat} Seat */

/** @param {import("../routes.js").PageProps} props */
export default function SeatPage({ params: { id }, query }) {
  if (id === "new") return h(NewSeat, { room: Number(query.get("room")) || undefined });
  return h(SeatFile, { key: id, id: /^\d{1,15}$/.test(id) ? Number(id) : 0 });
}

/** @param {{ room: number | undefined }} props */
function NewSeat({ room }) {
  const load = useLoad(loadRooms);
  const onSaved = (/** @type {Seat} */ seat) => {
    toast(t("room.form.added", { seat: seat.name }), { tone: "good" });
    navigate(`/rooms/seats/${seat.id}`, { replace: true });
  };
  return h(
    Page,
    { title: t("room.add_seat"), width: "narrow", back: { to: room ? `/rooms?room=${room}` : "/rooms", label: t("core.page.rooms") } },
    h(Loaded, {
      load,
      shape: "form",
      empty: h(Empty, { icon: "computer", title: t("room.no_room"), text: t("room.no_room_text") }),
      children: (/** @type {Room[]} */ rooms) => h(SeatForm, { room, rooms, onSaved }),
    }),
  );
}
