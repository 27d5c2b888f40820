// A room as it is now: its seats, what wants a look, and what is done to the one that was picked.

import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { confirm } from "../components/confirm.js";
import { Fragment, h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { setQuery } from "../router.js";
import { useDeeds } from "../seats/deeds.js";
import { ClosingNotice } from "./closing.js";
import { isFree, useDrag } from "./drag.js";
import { countsOf } from "./live.js";
import { MoveDialog } from "./move_dialog.js";
import { NewCode } from "./new_code.js";
import { NotTaken } from "./not_taken.js";
import { PlanEditor } from "./plan_editor.js";
import { RoomBar } from "./room_bar.js";
import { RoomOrders } from "./room_orders.js";
import { SeatGrid, SeatPlan } from "./seat_board.js";
import { SeatPanel } from "./seat_panel.js";
import { stillThere, toggled } from "./selection.js";
import { SelectionBar } from "./selection_bar.js";
import { useLiveRoom } from "./use_live_room.js";
import { useOrders } from "./use_orders.js";
import { WaitingCodes } from "./waiting_codes.js";
import { WatchList } from "./watch_list.js";
import { useIsWide } from "./wide.js";

/** @typedef {import("./shapes.js").Live} Live */
/** @typedef {import("./shapes.js").LiveSeat} LiveSeat */
/** @typedef {import("../seats/shapes.js").SeatStatus} SeatStatus */
/** @typedef {{ seat?: LiveSeat } | null} Giving a code, for one seat or any */
/** @typedef {SeatStatus | "unread" | ""} Only which seats are shown */

/** @typedef {import("./room_orders.js").ToAll} ToAll */

/** @param {{ room: number, site?: number, query: URLSearchParams, giving: Giving, setGiving: (giving: Giving) => void,
 *   toAll: ToAll, setToAll: (asked: ToAll) => void }} props site: it has other rooms too */
export function LiveRoom({ room, site, query, giving, setGiving, toAll, setToAll }) {
  const { live, error, connection, reload } = useLiveRoom(room);
  const [codesRound, setCodesRound] = useState(0);
  const deeds = useDeeds(reload);
  const orders = useOrders(reload);
  const load = { data: live, error: live ? null : error, isLoading: !live && !error, reload };
  // Codes are used at seats: the list follows the sessions there.
  const round = `${codesRound} ${live?.seats.map(({ session }) => session?.id ?? "").join() ?? ""}`;
  return h(
    Fragment,
    {},
    h(Loaded, {
      load,
      shape: "cards",
      rows: 6,
      children: (/** @type {Live} */ found) => h(Room, { room, live: found, connection, query, deeds, orders, reload, round, onGive: setGiving, onToAll: setToAll }),
    }),
    giving && h(NewCode, {
      seat: giving.seat,
      free: live?.seats.filter(isFree) ?? [],
      onMade: () => setCodesRound((before) => before + 1),
      onClose: () => setGiving(null),
    }),
    live && h(RoomOrders, { room, site, seats: live.seats, orders, asked: toAll, onClose: () => setToAll(null) }),
    orders.left && h(NotTaken, { given: orders.left, onClose: orders.putAway }),
  );
}

/**
 * @param {{ room: number, live: Live, connection: import("../live_view.js").Connection, query: URLSearchParams, deeds: import("../seats/deeds.js").Deeds,
 *   orders: import("./use_orders.js").Orders, reload: () => Promise<void>, round: string, onGive: (giving: Giving) => void, onToAll: (asked: ToAll) => void }} props
 */
function Room({ room, live, connection, query, deeds, orders, reload, round, onGive, onToAll }) {
  const { seats } = live;
  const isWide = useIsWide();
  const [wanted, setOnly] = useState(/** @type {Only} */ (""));
  const [moving, setMoving] = useState(/** @type {LiveSeat | null} */ (null));
  // For one order to all of them; null: a press on a seat opens it.
  const [selected, setSelected] = useState(/** @type {number[] | null} */ (null));
  const picked = (!selected && seats.find(({ id }) => String(id) === query.get("seat"))) || null;
  const pick = (/** @type {LiveSeat | null} */ seat) => {
    if (selected && seat) setSelected((before) => toggled(before ?? [], seat.id));
    else setQuery({ seat: seat && seat !== picked ? String(seat.id) : "" });
  };
  const isPicked = (/** @type {LiveSeat} */ { id }) => (selected ? selected.includes(id) : id === picked?.id);
  const drag = useDrag((from, to) => void drop(from, to, deeds));
  if (seats.length === 0) return h(NoSeat, { room });
  if (query.get("view") === "arrange") return h(PlanEditor, { seats, reload });

  const hasPlan = seats.some(({ position_x: x, position_y: y }) => x !== null && y !== null);
  const isPlan = hasPlan && query.get("view") === "plan";
  // A plan takes the whole width.
  const isBeside = isWide && !isPlan;
  // What is written to the desk stands beside the seats, or else above them, so that it is not missed.
  const unread = isBeside && !picked ? 0 : seats.reduce((sum, seat) => sum + (seat === picked ? 0 : seat.unread), 0);
  const only = wanted === "unread" && unread === 0 ? "" : wanted;
  const shown = (/** @type {LiveSeat} */ { status, unread }) => !only || (only === "unread" ? unread > 0 : status === only);
  const panel = picked && h(SeatPanel, {
    key: picked.id,
    seat: picked,
    deeds,
    reload,
    onGive: () => onGive({ seat: picked }),
    onMove: () => setMoving(picked),
    onClose: isBeside ? () => pick(null) : undefined,
  });
  const codes = h(WaitingCodes, { round, deeds });
  const running = seats.filter(({ session }) => session?.status === "active").length;
  return html`<div class="room">
    ${h(ClosingNotice, { live, running })}
    ${h(RoomBar, { counts: countsOf(seats), unread, only, onOnly: setOnly, connection, hasPlan, isPlan, isSelecting: selected !== null, onSelect: () => setSelected(selected ? null : []) })}
    <div class=${isPlan ? "room-columns is-plan" : "room-columns"}>
      <div class="room-seats">${h(isPlan ? SeatPlan : SeatGrid, { seats, isPicked, shown, onPick: pick, drag })}</div>
      <aside class="room-aside" aria-label=${t("room.aside")}>
        ${(isBeside && panel) || [h(WatchList, { seats, onPick: pick }), codes]}
      </aside>
    </div>
    ${selected && h(SelectionBar, {
      seats,
      shown,
      picked: stillThere(selected, seats),
      onPick: setSelected,
      busy: orders.busy,
      onOrder: (order) => void orders.give(order, { workstations: stillThere(selected, seats) }),
      onWrite: () => onToAll({ to: stillThere(selected, seats) }),
      onClose: () => setSelected(null),
    })}
    ${!isBeside && picked && h(Dialog, { open: true, title: picked.name, focus: "title", onClose: () => pick(null) }, panel)}
    ${moving?.session && h(MoveDialog, { session: moving.session, free: seats.filter(isFree), deeds, onClose: () => setMoving(null) })}
  </div>`;
}

/** @param {LiveSeat} from @param {LiveSeat} to @param {import("../seats/deeds.js").Deeds} deeds */
async function drop({ session }, to, deeds) {
  if (!session) return;
  const who = session.visitor_name ?? t("seats.guest");
  const isSure = await confirm({ title: t("room.move.sure", { who, seat: to.name }), text: t("room.move.sure_text"), action: t("room.move.action") });
  if (isSure) await deeds.move(session, to);
}

/** @param {{ room: number }} props */
function NoSeat({ room }) {
  return h(Empty, {
    icon: "computer",
    title: t("room.none"),
    text: t("room.none_text"),
    action: h(Button, { tone: "primary", icon: "plus", to: `/rooms/seats/new?room=${room}` }, t("room.add_seat")),
  });
}
