// The live room: every seat, who is there, and how long still.

import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Menu } from "../components/menu.js";
import { Page } from "../components/page.js";
import { Segments } from "../components/segments.js";
import { Fragment, h, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { setQuery } from "../router.js";
import { can } from "../session.js";
import { loadRooms, roomName } from "../seats/rooms.js";
import { LiveRoom } from "../room/live_room.js";
import { RoomSelect } from "../room/room_select.js";

/** @typedef {import("../seats/shapes.js").Room} Room */

/** As many stand side by side, if their names are short. */
const SIDE_BY_SIDE = 3;

/** @param {{ query: URLSearchParams }} props */
export default function RoomsPage({ query }) {
  const load = useLoad(loadRooms);
  const [giving, setGiving] = useState(/** @type {import("../room/live_room.js").Giving} */ (null));
  const [toAll, setToAll] = useState(/** @type {import("../room/room_orders.js").ToAll} */ (null));
  const rooms = load.data ?? [];
  const room = rooms.find(({ id }) => String(id) === query.get("room")) ?? rooms[0];
  return h(
    Page,
    {
      title: t("core.page.rooms"),
      width: "wide",
      tools: room && h(
        Fragment,
        {},
        h(RoomChoice, { rooms, room }),
        h(Button, { tone: "primary", icon: "key", onClick: () => setGiving({}) }, t("room.code.new")),
        h(Menu, { label: t("room.tools"), items: toolsOf(room, setToAll) }),
      ),
    },
    h(Loaded, {
      load,
      shape: "cards",
      rows: 6,
      empty: h(Empty, { icon: "computer", title: t("room.no_room"), text: t(can("can_manage_system") ? "room.no_room_admin" : "room.no_room_text") }),
      children: () => room && h(LiveRoom, { key: room.id, room: room.id, site: siteOf(room, rooms), query, giving, setGiving, toAll, setToAll }),
    }),
  );
}

/** One that has other rooms too. @param {Room} room @param {readonly Room[]} rooms */
const siteOf = ({ site }, rooms) => (rooms.filter((one) => one.site === site).length > 1 ? site : undefined);

/** @param {Room} room @param {(asked: import("../room/room_orders.js").ToAll) => void} onAsk */
function toolsOf(room, onAsk) {
  return [
    { label: t("room.all.title"), icon: /** @type {const} */ ("message"), run: () => onAsk("message") },
    { label: t("room.lock_all.title"), icon: /** @type {const} */ ("lock"), run: () => onAsk("lock") },
    { label: t("room.add_seat"), icon: /** @type {const} */ ("plus"), startsGroup: true, to: `/rooms/seats/new?room=${room.id}` },
    { label: t("room.arrange.title"), icon: /** @type {const} */ ("edit"), to: `/rooms?room=${room.id}&view=arrange` },
    { label: t("core.nav.room_codes"), icon: /** @type {const} */ ("print"), to: "/rooms/codes" },
    { label: t("room.board"), icon: /** @type {const} */ ("external"), to: `/rooms/board?site=${room.site}` },
  ];
}

/** @param {{ rooms: readonly Room[], room: Room }} props */
function RoomChoice({ rooms, room }) {
  if (rooms.length < 2) return null;
  const options = rooms.map((one) => ({ value: String(one.id), label: roomName(one, rooms) }));
  const onPick = (/** @type {string} */ id) => setQuery({ room: id, seat: "" });
  const isShort = rooms.length <= SIDE_BY_SIDE && options.every(({ label }) => label.length < 20);
  return h(isShort ? Segments : RoomSelect, { label: t("room.choose"), options, value: String(room.id), onPick });
}
