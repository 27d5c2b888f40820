// Moving an appointment: the time it has, the time it is to have, and who is told.

import { post } from "../api.js";
import { ApiError } from "../api_error.js";
import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { Icon } from "../components/icon.js";
import { Notice } from "../components/notice.js";
import { SlotPicker } from "../appointments/slot_picker.js";
import { clockOfSeconds } from "../booking/countdown.js";
import { useHold, useSecondsLeft } from "../booking/hold.js";
import { capital, whenInWords } from "../appointments/when.js";
import { Fragment, h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";

/** @typedef {import("./agenda_rows.js").Appointment} Appointment */
/** @typedef {import("../appointments/slots.js").Start} Time */

/**
 * @param {{ appointment: Appointment, to?: Time, onClose: () => void, onMoved: (appointment: Appointment) => void,
 *   onChanged: () => void }} props `to`: where it was dropped in the week; `onChanged`: somebody else was faster
 */
export function MoveDialog({ appointment, to, onClose, onMoved, onChanged }) {
  const [picked, setPicked] = useState(/** @type {Time | null} */ (to ?? null));
  const [isChoosing, setChoosing] = useState(!to);
  const { hold, kept } = useKept(appointment, picked);
  const { move, forget, isBusy, error, round } = useMove(appointment, { onMoved, onChanged, settle: hold.settle });
  const refused = error ?? (hold.state.is === "refused" ? hold.state.error : null);
  /** @param {Time} time */
  const pick = (time) => {
    forget();
    setPicked(time);
  };
  return h(
    Dialog,
    {
      open: true,
      title: t("agenda.move.title", { name: appointment.client_name }),
      size: isChoosing ? "wide" : "normal",
      isBusy,
      focus: isChoosing ? "title" : "lastAction",
      onClose,
      actions: h(
        Fragment,
        {},
        h(Button, { onClick: onClose, disabled: isBusy }, t("agenda.move.keep")),
        h(Button, { tone: "primary", busy: isBusy, disabled: !picked || hold.state.is === "refused", onClick: () => picked && move(picked) }, t("agenda.move.action")),
      ),
    },
    html`<div class="move-both">
      <p><span class="soft small">${t("agenda.move.before")}</span><span class=${picked ? "move-before" : ""}>${capital(whenInWords(appointment))}</span></p>
      <span class="move-arrow">${h(Icon, { name: "arrow_right", size: 20 })}</span>
      <p aria-live="polite">
        <span class="soft small">${t("agenda.move.after")}</span>
        ${picked ? html`<strong>${capital(whenInWords(picked))}</strong>` : html`<span class="soft">${t("agenda.move.choose")}</span>`}
      </p>
    </div>`,
    refused ? h(Refused, { error: refused, onPick: pick }) : kept,
    isChoosing
      ? h(SlotPicker, {
          coach: appointment.coach,
          service: appointment.service,
          client: appointment.client,
          moving: appointment.id,
          near: appointment.date,
          picked,
          onPick: pick,
          version: round,
        })
      : html`<div>${h(Button, { tone: "plain", small: true, icon: "calendar", onClick: () => setChoosing(true) }, t("agenda.move.other"))}</div>`,
    html`<p class="soft small">${t("agenda.move.mail")}</p>`,
  );
}

/**
 * While one thinks, nobody else takes the time: it is kept for some minutes, and given back with the dialog.
 * @param {Appointment} appointment @param {Time | null} picked
 */
function useKept({ id, coach, service }, picked) {
  const hold = useHold(picked && { coach, service, date: picked.date, start: picked.start }, null, { moving: id });
  const left = useSecondsLeft(hold.state.is === "kept" ? hold.state.until : null);
  /** @type {import("../h.js").Children} */
  let kept = null;
  if (hold.state.is === "over") {
    const again = h(Button, { small: true, icon: "refresh", onClick: hold.again }, t("agenda.move.hold_again"));
    kept = h(Notice, { tone: "warning", isLive: true, actions: again }, t("agenda.move.hold_over"));
  } else if (left !== null) {
    kept = html`<p class="move-hold soft small">${h(Icon, { name: "hourglass", size: 16 })}<span>${t("agenda.move.held")} <span class="figures">${clockOfSeconds(left)}</span></span></p>`;
  }
  return { hold, kept };
}

/**
 * @param {Appointment} appointment
 * @param {{ onMoved: (appointment: Appointment) => void, onChanged: () => void, settle: () => void }} given
 */
function useMove(appointment, { onMoved, onChanged, settle }) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState(/** @type {ApiError | null} */ (null));
  const [round, setRound] = useState(0);
  /** @param {Time} to */
  const move = async ({ date, start }) => {
    setBusy(true);
    setError(null);
    try {
      const moved = await post(`/api/appointments/${appointment.id}/move/`, { date, start, row_version: appointment.row_version });
      settle();
      toast(t("agenda.move.done", { name: appointment.client_name, when: whenInWords(moved) }));
      onMoved(moved);
    } catch (refusal) {
      if (!(refusal instanceof ApiError)) throw refusal;
      setError(refusal);
      setRound((before) => before + 1);
      if (refusal.code === "row_changed" || refusal.code === "not_booked") onChanged();
    } finally {
      setBusy(false);
    }
  };
  return { move, forget: () => setError(null), isBusy, error, round };
}

/** @param {{ error: ApiError, onPick: (time: Time) => void }} props */
function Refused({ error, onPick }) {
  const { body, code } = error;
  // It has been read again by now.
  const message = code === "row_changed" ? t("agenda.move.changed") : error.message;
  const alternatives = /** @type {Time[]} */ (body.alternatives ?? []);
  const buttons = alternatives.map((time) =>
    h(Button, { key: `${time.date} ${time.start}`, small: true, onClick: () => onPick(time) }, capital(whenInWords(time))),
  );
  return h(
    Notice,
    { tone: "wrong", isLive: true, actions: buttons.length > 0 && buttons },
    alternatives.length ? t("agenda.move.nearest", { message }) : message,
  );
}
