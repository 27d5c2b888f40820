import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { Loaded } from "../components/loaded.js";
import { Section } from "../components/section.js";
import { h, html, useState } from "../h.js";
import { formatDate, formatNumber, formatRelative, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { loadRooms } from "../seats/rooms.js";
import { spanText } from "../seats/time_left.js";
import { toast } from "../toasts.js";
import { SeatForm } from "./seat_form.js";

/** @typedef {import("../seats/shapes.js").Seat} Seat */

/** @param {{ seat: Seat, onSaved: (seat: Seat) => void }} props */
export function SeatFacts({ seat, onSaved }) {
  const [isEditing, setEditing] = useState(false);
  const { statistics: counted } = seat;
  const facts = [
    [t("room.choose"), seat.room_name],
    [t("room.form.location"), seat.location],
    [t("room.form.ip"), seat.ip_address && html`<span class="mono">${seat.ip_address}</span>`],
    [t("room.form.mac"), seat.mac_address && html`<span class="mono">${seat.mac_address}</span>`],
    [t("room.facts.heard"), seat.is_online ? t("room.facts.now") : seat.last_seen_at && formatRelative(seat.last_seen_at)],
    [t("room.facts.sessions"), formatNumber(counted.sessions_count)],
    [t("room.facts.used"), spanText(counted.used_seconds)],
    [t("room.facts.last"), counted.last_session_at && formatRelative(counted.last_session_at)],
    [t("room.facts.added"), formatDate(seat.created_at)],
    [t("room.form.notes"), seat.notes],
  ];
  return h(
    Section,
    { title: t("room.facts.title"), card: true, tools: h(Button, { small: true, icon: "edit", onClick: () => setEditing(true) }, t("room.facts.edit")) },
    html`<dl class="facts">${facts.filter(([, value]) => value).map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`,
    isEditing && h(EditDialog, { seat, onSaved, onClose: () => setEditing(false) }),
  );
}

/** @param {{ seat: Seat, onSaved: (seat: Seat) => void, onClose: () => void }} props */
function EditDialog({ seat, onSaved, onClose }) {
  const load = useLoad(loadRooms);
  const done = (/** @type {Seat} */ saved) => {
    toast(t("room.form.saved", { seat: saved.name }), { tone: "good" });
    onSaved(saved);
    onClose();
  };
  return h(
    Dialog,
    { open: true, isSticky: true, title: t("room.form.edit", { seat: seat.name }), onClose },
    h(Loaded, { load, children: (/** @type {import("../seats/shapes.js").Room[]} */ rooms) => h(SeatForm, { seat, rooms, onSaved: done, onCancel: onClose }) }),
  );
}
