import { del } from "../api.js";
import { confirm } from "../components/confirm.js";
import { Loaded } from "../components/loaded.js";
import { Menu } from "../components/menu.js";
import { Page } from "../components/page.js";
import { Section } from "../components/section.js";
import { h, html, useEffect, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { navigate } from "../router.js";
import { useDeeds } from "../seats/deeds.js";
import { SeatBadge } from "../seats/seat_badge.js";
import { CodesOfSeat } from "./codes_of_seat.js";
import { Conversation } from "./conversation.js";
import { FreeSeats } from "./free_seats.js";
import { loadSeat } from "./seat_form.js";
import { SeatEnrolment } from "./seat_enrolment.js";
import { SeatFacts } from "./seat_facts.js";
import { SeatHistory } from "./seat_history.js";
import { seatMenu } from "./seat_menu.js";
import { SeatOrders } from "./seat_orders.js";
import { SessionBlock } from "./session_block.js";

/** @typedef {import("../seats/shapes.js").Seat} Seat */

const EVERY = 10_000;

/** @param {{ id: number }} props */
export function SeatFile({ id }) {
  const load = useLoad((signal) => loadSeat(id, signal), [id]);
  // What is read beside it follows.
  const [round, setRound] = useState(0);
  const again = () => {
    load.reload();
    setRound((before) => before + 1);
  };
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && again(), EVERY);
    return () => clearInterval(timer);
  }, [id]);
  const deeds = useDeeds(again);
  const seat = load.data;
  return h(
    Page,
    {
      title: seat?.name ?? t("core.page.seat"),
      lead: seat && html`<span class="row">${h(SeatBadge, { status: seat.status })} ${[seat.room_name, seat.location].filter(Boolean).join(" · ")}</span>`,
      back: { to: seat ? `/rooms?room=${seat.room}` : "/rooms", label: t("core.page.rooms") },
      width: "wide",
      tools: seat && h(Menu, { label: t("room.seat.more", { seat: seat.name }), text: t("room.seat.deeds"), items: menuOf(seat, deeds) }),
    },
    h(Loaded, { load, shape: "cards", rows: 3, children: (/** @type {Seat} */ found) => h(Shown, { seat: found, deeds, round, again, set: load.set }) }),
  );
}

/** @param {Seat} seat @param {import("../seats/deeds.js").Deeds} deeds */
function menuOf(seat, deeds) {
  const remove = async () => {
    const isSure = await confirm({ title: t("room.remove.title", { seat: seat.name }), text: t("room.remove.text"), action: t("room.remove.action"), danger: true });
    if (isSure && (await deeds.run("remove", () => del(`/api/workstations/${seat.id}/`), t("room.remove.done", { seat: seat.name })))) navigate(`/rooms?room=${seat.room}`);
  };
  // The first leads here.
  return [
    ...seatMenu(seat, deeds).slice(1).map((item, index) => ({ ...item, startsGroup: index > 0 && item.startsGroup })),
    { label: t("room.remove.action"), icon: /** @type {const} */ ("trash"), isDanger: true, startsGroup: true, run: () => void remove() },
  ];
}

/** @param {{ seat: Seat, deeds: import("../seats/deeds.js").Deeds, round: number, again: () => void, set: (seat: Seat) => void }} props */
function Shown({ seat, deeds, round, again, set }) {
  const [isMoving, setMoving] = useState(false);
  const { active_session: session } = seat;
  return html`<div class="seat-file">
    <div class="seat-file-main">
      ${session
        ? h(Section, { title: t("room.seat.now"), card: true }, h(SessionBlock, { key: session.id, session, deeds, onMove: () => setMoving(true) }))
        : h(CodesOfSeat, { seat, deeds })}
      ${seat.is_enrolled && html`<div class="card card-normal">${h(Conversation, { seat: seat.id, isHeard: seat.is_online, round, reload: async () => {} })}</div>`}
      ${h(SeatHistory, { seat: seat.id, round: session?.id ?? 0 })}
    </div>
    <div class="seat-file-side">
      ${h(SeatFacts, { seat, onSaved: set })}
      ${h(SeatEnrolment, { seat, reload: again })}
      ${seat.is_enrolled && h(SeatOrders, { seat: seat.id, round })}
    </div>
    ${isMoving && session && h(FreeSeats, { session, room: seat.room, deeds, onClose: () => setMoving(false) })}
  </div>`;
}
