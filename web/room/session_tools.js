import { get } from "../api.js";
import { Button } from "../components/button.js";
import { DateField } from "../components/date_field.js";
import { FilterBar } from "../components/filter_bar.js";
import { SearchBox } from "../components/search_box.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { loadRooms, roomName } from "../seats/rooms.js";

/** @typedef {import("./sessions_query.js").SessionsQuery} SessionsQuery */
/** @typedef {(change: Partial<SessionsQuery>) => void} Go */

/** Which sessions: search, room, seat, days. @param {{ asked: SessionsQuery, go: Go, isBusy: boolean }} props */
export function SessionTools({ asked, go, isBusy }) {
  const rooms = useLoad(loadRooms).data ?? [];
  const seats = useLoad(async (signal) => (await get("/api/workstations/", { page_size: 200, room: asked.room }, { signal })).results, [asked.room]).data ?? [];
  const option = (/** @type {number} */ id, /** @type {string} */ label) => ({ value: String(id), label });
  const filters = [
    ...(rooms.length > 1 ? [{ name: "room", label: t("room.choose"), value: asked.room, options: rooms.map((one) => option(one.id, roomName(one, rooms))) }] : []),
    { name: "workstation", label: t("room.sessions.seat"), value: asked.workstation, options: seats.map((/** @type {{ id: number, name: string }} */ { id, name }) => option(id, name)) },
  ];
  return html`<div class="session-tools">
    ${h(
      FilterBar,
      {
        filters,
        onFilter: (name, value) => go({ [name]: value, ...(name === "room" && { workstation: "" }) }),
        onClear: () => go({ room: "", workstation: "" }),
      },
      h(SearchBox, { label: t("room.sessions.search"), value: asked.search, isBusy, onSearch: (search) => go({ search }) }),
    )}
    ${h(Dates, { asked, go })}
    ${asked.visitor && h(Button, { small: true, icon: "cross", onClick: () => go({ visitor: "" }) }, t("room.sessions.one_visitor"))}
  </div>`;
}

/** Dates that are half typed stay as they are. @param {{ asked: SessionsQuery, go: Go }} props */
function Dates({ asked: { from, to }, go }) {
  const isOrder = from !== "" && to !== "" && to < from;
  const form = {
    values: { value: { from, to } },
    set: (/** @type {string} */ name, /** @type {string} */ value) => {
      if (value === "" || value >= "1900") go({ [name]: value });
    },
    errors: (/** @type {string} */ name) => (name === "to" && isOrder ? [t("room.sessions.order")] : []),
  };
  return html`<div class="session-dates">
    ${h(DateField, { form, name: "from", label: t("room.sessions.from") })}
    ${h(DateField, { form, name: "to", label: t("room.sessions.to") })}
  </div>`;
}
