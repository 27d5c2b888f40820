// One reservation, or several seats that were booked together: looked at, moved, cancelled.

import { patch, post } from "../api.js";
import { Button } from "../components/button.js";
import { clockText, wallOf } from "../components/calendar_time.js";
import { confirm } from "../components/confirm.js";
import { DateField } from "../components/date_field.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { SelectField } from "../components/select_field.js";
import { TextField } from "../components/text_field.js";
import { useForm } from "../forms.js";
import { Fragment, h, html, useState } from "../h.js";
import { formatDate, t, zone } from "../i18n.js";
import { refusalText } from "../refusal_text.js";
import { Link } from "../router.js";
import { mayName } from "../seats/identity.js";
import { toast } from "../toasts.js";
import { ClashNotice } from "./clash_notice.js";
import { forWhom, timesText } from "./reservation_words.js";
import { NOTHING_TAKEN, atFields, takenThen, timesOf } from "./send.js";
import { TimeField } from "./time_field.js";

/** @typedef {import("./shapes.js").Reservation} Reservation */
/** @typedef {import("../seats/shapes.js").Seat} Seat */

/** @param {{ reservation: Reservation, group: readonly Reservation[], seats: readonly Seat[], onClose: () => void, onDone: () => void }} props `group`: those booked with it, itself too */
export function ReservationDialog({ reservation, group, seats, onClose, onDone }) {
  const [isMoving, setMoving] = useState(false);
  const { status, visitor, starts_at, created_by_name } = reservation;
  const mayChange = status === "booked";
  /** @param {boolean} whole */
  const cancel = async (whole) => {
    const count = whole ? group.length : 1;
    if (!(await confirm({ title: t("queue.reservation.cancel_title", { count }), text: t("queue.reservation.cancel_text"), action: count > 1 ? t("queue.reservation.cancel_group", { count }) : t("queue.reservation.cancel"), cancel: t("queue.reservation.keep"), danger: true }))) return;
    try {
      await post(`/api/reservations/${reservation.id}/cancellation/`, { whole_group: whole });
      toast(t("queue.reservation.cancelled"), { tone: "good" });
      onDone();
    } catch (error) {
      toast(refusalText(error), { tone: "wrong" });
    }
  };
  const name = forWhom(reservation);
  if (isMoving) return h(MoveDialog, { reservation, seats, onClose: () => setMoving(false), onDone });
  return h(
    Dialog,
    {
      open: true,
      title: name,
      onClose,
      focus: "title",
      actions:
        mayChange &&
        h(
          Fragment,
          {},
          group.length > 1 && h(Button, { tone: "plain", onClick: () => void cancel(true) }, t("queue.reservation.cancel_group", { count: group.length })),
          h(Button, { onClick: () => void cancel(false) }, t(group.length > 1 ? "queue.reservation.cancel_one" : "queue.reservation.cancel")),
          h(Button, { tone: "primary", icon: "edit", onClick: () => setMoving(true) }, t("queue.reservation.change")),
        ),
    },
    html`<dl class="reservation-facts">
      <div><dt>${t("queue.reservation.when")}</dt><dd>${formatDate(starts_at, "weekday")}, ${timesText(reservation)}</dd></div>
      <div><dt>${t("queue.reservation.which")}</dt><dd>${group.map(({ workstation_name }) => workstation_name).join(", ")}</dd></div>
      ${visitor !== null && mayName() && html`<div><dt>${t("queue.visitor")}</dt><dd>${h(Link, { to: `/visitors/${visitor}` }, name)}</dd></div>`}
      ${reservation.label && visitor !== null && html`<div><dt>${t("queue.reservation.label")}</dt><dd>${reservation.label}</dd></div>`}
      ${status !== "booked" && html`<div><dt>${t("queue.reservation.state")}</dt><dd>${t(`queue.reservation.status.${status}`)}</dd></div>`}
      ${created_by_name && html`<div><dt>${t("queue.reservation.by")}</dt><dd>${created_by_name}</dd></div>`}
    </dl>`,
  );
}

/** @param {{ reservation: Reservation, seats: readonly Seat[], onClose: () => void, onDone: () => void }} props */
function MoveDialog({ reservation, seats, onClose, onDone }) {
  const start = wallOf(reservation.starts_at, zone.value);
  const end = wallOf(reservation.ends_at, zone.value);
  const [found, setFound] = useState(NOTHING_TAKEN);
  const form = useForm({
    initial: { workstation: reservation.workstation, date: start.date, start: clockText(start.minutes), end: clockText(end.minutes), label: reservation.label },
    send: async ({ workstation, label, ...when }) => {
      const times = timesOf(when);
      setFound(NOTHING_TAKEN);
      try {
        return await patch(`/api/reservations/${reservation.id}/`, { workstation, label: label.trim(), ...times, row_version: reservation.row_version });
      } catch (error) {
        const then = takenThen(error, seats);
        setFound(then);
        throw atFields(error, then);
      }
    },
    done: () => {
      toast(t("queue.reservation.changed"), { tone: "good" });
      onDone();
    },
  });
  const take = (/** @type {Seat} */ seat) => {
    form.set("workstation", seat.id);
    setFound(NOTHING_TAKEN);
  };
  return h(
    Dialog,
    { open: true, title: t("queue.reservation.change_title", { name: forWhom(reservation) }), onClose, isSticky: form.isDirty, isBusy: form.busy.value },
    h(
      Form,
      { form, submit: t("queue.reservation.save"), cancel: { onClick: onClose } },
      h(ClashNotice, { ...found, onTake: take }),
      html`<div class="reserve-when">
        ${h(DateField, { form, name: "date", label: t("queue.reservation.date"), required: true })} ${h(TimeField, { form, name: "start", label: t("queue.reservation.start") })}
        ${h(TimeField, { form, name: "end", label: t("queue.reservation.end") })}
      </div>`,
      h(SelectField, { form, name: "workstation", label: t("queue.reservation.seat"), options: seats.map(({ id, name }) => ({ value: id, label: name })) }),
      h(TextField, { form, name: "label", label: t("queue.reservation.label"), required: false, maxlength: 100, autocomplete: "off" }),
    ),
  );
}
