// What is known of a seat: entered anew, or changed.

import { get, patch, post } from "../api.js";
import { Form } from "../components/form.js";
import { SelectField } from "../components/select_field.js";
import { TextArea } from "../components/text_area.js";
import { TextField } from "../components/text_field.js";
import { useForm } from "../forms.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { roomName } from "../seats/rooms.js";

/** @typedef {import("../seats/shapes.js").Seat} Seat */
/** @typedef {import("../seats/shapes.js").Room} Room */

/**
 * @param {{ seat?: Seat, room?: number, rooms: readonly Room[], onSaved: (seat: Seat) => void, onCancel?: () => void }} props
 */
export function SeatForm({ seat, room, rooms, onSaved, onCancel }) {
  const form = useForm({
    initial: valuesOf(seat, room ?? rooms[0]?.id),
    send: (values) => {
      const body = bodyOf(values);
      return seat ? patch(`/api/workstations/${seat.id}/`, { ...body, row_version: seat.row_version }) : post("/api/workstations/", body);
    },
    done: onSaved,
  });
  return h(
    Form,
    { form, submit: t(seat ? "room.form.save" : "room.add_seat"), cancel: onCancel ? { onClick: onCancel } : { to: "/rooms" } },
    h(TextField, { form, name: "name", label: t("room.form.name"), hint: t("room.form.name_hint"), required: true, maxlength: 150, autofocus: true }),
    h(SelectField, { form, name: "room", label: t("room.choose"), options: rooms.map((one) => ({ value: one.id, label: roomName(one, rooms) })) }),
    h(TextField, { form, name: "location", label: t("room.form.location"), hint: t("room.form.location_hint"), required: false, maxlength: 150 }),
    html`<div class="form-pair">
      ${h(TextField, { form, name: "ip_address", label: t("room.form.ip"), required: false })}
      ${h(TextField, { form, name: "mac_address", label: t("room.form.mac"), hint: t("room.form.mac_hint"), required: false })}
    </div>
    <div class="form-pair">
      ${h(TextField, { form, name: "position_x", label: t("room.form.x"), hint: t("room.form.plan_hint"), required: false, inputmode: "numeric", size: "short", maxlength: 5 })}
      ${h(TextField, { form, name: "position_y", label: t("room.form.y"), required: false, inputmode: "numeric", size: "short", maxlength: 5 })}
    </div>`,
    h(TextArea, { form, name: "notes", label: t("room.form.notes"), required: false, rows: 2, maxlength: 2000 }),
  );
}

/** @param {Seat | undefined} seat @param {number | undefined} room */
function valuesOf(seat, room) {
  return {
    name: seat?.name ?? "",
    room: seat?.room ?? room ?? "",
    location: seat?.location ?? "",
    ip_address: seat?.ip_address ?? "",
    mac_address: seat?.mac_address ?? "",
    position_x: seat?.position_x ?? "",
    position_y: seat?.position_y ?? "",
    notes: seat?.notes ?? "",
  };
}

/** What is empty is nothing. @param {ReturnType<typeof valuesOf>} values */
function bodyOf({ position_x, position_y, room, ...values }) {
  const number = (/** @type {string | number} */ typed) => {
    const text = String(typed).trim();
    if (text === "") return null;
    // What is no number is refused at its field.
    return /^\d+$/.test(text) ? Number(text) : text;
  };
  return { ...values, room: room === "" ? undefined : room, position_x: number(position_x), position_y: number(position_y) };
}

/** @param {number} id @param {AbortSignal} signal @returns {Promise<Seat>} */
export const loadSeat = (id, signal) => get(`/api/workstations/${id}/`, undefined, { signal });
