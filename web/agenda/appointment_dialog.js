// One appointment, as coach and staff see it: who, where, what was said, what became of it.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { Loaded } from "../components/loaded.js";
import { Notice } from "../components/notice.js";
import { CancelDialog } from "../appointments/cancel_dialog.js";
import { StatusBadge } from "../appointments/status_badge.js";
import { capital, nearDayInWords, timesInWords } from "../appointments/when.js";
import { Fragment, h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { AppointmentFacts } from "./appointment_facts.js";
import { AppointmentHistory } from "./appointment_history.js";
import { AppointmentNotes } from "./appointment_notes.js";
import { hasBegun, isToMark } from "./agenda_rows.js";
import { mark } from "./mark.js";
import { MoveDialog } from "./move_dialog.js";

/** @typedef {import("./agenda_rows.js").Appointment} Appointment */

/**
 * @param {{ id: number, known?: Appointment, hasCoach: boolean, onClose: () => void, onChanged: () => void }} props
 *   `known`: what the page has of it; `hasCoach`: it must be said whose it is
 */
export function AppointmentDialog({ id, known, hasCoach, onClose, onChanged }) {
  const load = useLoad((signal) => get(`/api/appointments/${id}/`, undefined, { signal }), [id]);
  const one = /** @type {Appointment | undefined} */ (load.data?.id === id ? load.data : known);
  const [asked, setAsked] = useState(/** @type {"move" | "cancel" | null} */ (null));
  const [isTyping, setTyping] = useState(false);
  const [round, setRound] = useState(0);
  /** @param {Appointment | null} next null: it changed behind one's back */
  const changed = (next) => {
    setAsked(null);
    setRound((before) => before + 1);
    if (next) load.set(next);
    else load.reload();
    onChanged();
  };
  const close = () => setAsked(null);
  return h(
    Fragment,
    {},
    h(
      Dialog,
      {
        open: true,
        title: one?.client_name ?? t("agenda.one.title"),
        lead: one && `${capital(nearDayInWords(one.date))} · ${timesInWords(one)}`,
        focus: "title",
        isSticky: isTyping,
        onClose,
        actions: one && h(Deeds, { one, onMove: () => setAsked("move"), onCancel: () => setAsked("cancel"), onMarked: changed }),
      },
      one
        ? h(Particulars, { key: one.id, one, hasCoach, round, onTyping: setTyping })
        : h(Loaded, { load, shape: "text", small: true, children: () => null }),
    ),
    one && asked === "cancel" && h(CancelDialog, { appointment: one, asCoach: true, onClose: close, onDone: changed }),
    one &&
      asked === "move" &&
      h(MoveDialog, { appointment: one, onClose: close, onMoved: changed, onChanged: () => { load.reload(); onChanged(); } }),
  );
}

/** @param {{ one: Appointment, hasCoach: boolean, round: number, onTyping: (isTyping: boolean) => void }} props */
function Particulars({ one, hasCoach, round, onTyping }) {
  return html`<div class="stack">
    <div class="row row-apart">
      ${h(StatusBadge, { appointment: one })}
      <div class="agenda-links">
        ${h(Button, { tone: "plain", small: true, icon: "note", to: `/clients/${one.client}` }, t("agenda.one.file"))}
        ${h(Button, { tone: "plain", small: true, icon: "plus", to: `/book?client=${one.client}` }, t("agenda.one.again"))}
      </div>
    </div>
    ${isToMark(one) && h(Notice, { tone: "warning" }, t("agenda.one.to_mark"))}
    ${h(AppointmentFacts, { one, hasCoach })}
    ${h(AppointmentNotes, { one, onTyping })}
    ${h(AppointmentHistory, { key: round, one })}
  </div>`;
}

/**
 * What can be done with it now.
 * @param {{ one: Appointment, onMove: () => void, onCancel: () => void, onMarked: (one: Appointment | null) => void }} props
 */
function Deeds({ one, onMove, onCancel, onMarked }) {
  const [busy, setBusy] = useState(/** @type {import("./mark.js").Outcome | null} */ (null));
  /** @param {import("./mark.js").Outcome} status */
  const say = async (status) => {
    setBusy(status);
    await mark(one, status, onMarked).finally(() => setBusy(null));
  };
  if (one.status === "cancelled") return h(Button, { icon: "plus", to: `/book?client=${one.client}` }, t("agenda.one.book_again"));
  if (one.status !== "booked") {
    const other = one.status === "held" ? "no_show" : "held";
    return h(
      Fragment,
      {},
      h(Button, { tone: "plain", busy: busy === "booked", onClick: () => say("booked") }, t("agenda.mark.booked")),
      h(Button, { busy: busy === other, onClick: () => say(other) }, t(`agenda.mark.instead.${other}`)),
    );
  }
  if (!hasBegun(one)) {
    return h(
      Fragment,
      {},
      h(Button, { tone: "plain", icon: "cross", onClick: onCancel }, t("agenda.one.cancel")),
      h(Button, { tone: "primary", icon: "calendar", onClick: onMove }, t("agenda.one.move")),
    );
  }
  return h(
    Fragment,
    {},
    h(Button, { tone: "plain", icon: "cross", onClick: onCancel }, t("agenda.one.cancel")),
    h(Button, { busy: busy === "no_show", onClick: () => say("no_show") }, t("agenda.mark.no_show")),
    h(Button, { tone: "primary", icon: "check", busy: busy === "held", onClick: () => say("held") }, t("agenda.mark.held")),
  );
}
