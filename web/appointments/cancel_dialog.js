// Cancelling one appointment: what is cancelled, until when it may be, and a word to the other side.

import { get, post } from "../api.js";
import { ApiError } from "../api_error.js";
import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { Notice } from "../components/notice.js";
import { TextArea } from "../components/text_area.js";
import { useForm } from "../forms.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { place } from "../place.js";
import { toast } from "../toasts.js";
import { capital, instantInWords, whenInWords } from "./when.js";

/** @typedef {import("../types/api.js").components["schemas"]["AppointmentBody"]} Appointment */

const LONGEST = 2_000;

/**
 * @param {{ appointment: Appointment, asCoach?: boolean, onClose: () => void, onDone: (appointment: Appointment) => void }} props
 *   `onDone` with the appointment as it is now: cancelled, or changed meanwhile by somebody else
 */
export function CancelDialog({ appointment, asCoach = false, onClose, onDone }) {
  const [newest, setNewest] = useState(appointment);
  const { form, isTooLate, hasChanged } = useCancelling(newest, setNewest, onDone);
  const isOver = isTooLate || newest.status !== "booked";
  // What was learnt on the way is told to the page as well.
  const leave = () => (newest === appointment ? onClose() : onDone(newest));
  return h(
    Dialog,
    {
      open: true,
      title: t("appointments.cancel.title"),
      lead: isOver ? undefined : t("appointments.cancel.lead"),
      isSticky: form.isDirty,
      isBusy: form.busy.value,
      focus: "title",
      onClose: leave,
    },
    h(Summary, { appointment: newest, asCoach }),
    isTooLate && h(TooLate, {}),
    hasChanged && !isTooLate && h(Changed, { appointment: newest }),
    isOver
      ? html`<div class="form-actions">${h(Button, { tone: "primary", onClick: leave }, t("appointments.cancel.close"))}</div>`
      : h(
          Form,
          { form, tone: "danger", submit: t("appointments.cancel.action"), cancel: { onClick: leave, label: t("appointments.cancel.keep") } },
          !asCoach && h(Policy, { appointment: newest }),
          h(TextArea, {
            form,
            name: "reason",
            label: t(asCoach ? "appointments.cancel.message" : "appointments.cancel.reason"),
            hint: t(asCoach ? "appointments.cancel.message_hint" : "appointments.cancel.reason_hint"),
            required: false,
            rows: 3,
            maxlength: LONGEST,
          }),
        ),
  );
}

/**
 * @param {Appointment} newest @param {(appointment: Appointment) => void} setNewest
 * @param {(appointment: Appointment) => void} onDone
 */
function useCancelling(newest, setNewest, onDone) {
  const [isTooLate, setTooLate] = useState(false);
  const [hasChanged, setChanged] = useState(false);
  const form = useForm({
    initial: { reason: "" },
    send: async ({ reason }) => {
      setChanged(false);
      try {
        const body = { reason: reason.trim(), row_version: newest.row_version };
        return /** @type {Appointment | null} */ (await post(`/api/appointments/${newest.id}/cancellation/`, body));
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 409) throw error;
        if (error.code === "too_late") setTooLate(true);
        // Somebody moved, marked or cancelled it meanwhile: it is shown as it is now before it is asked again.
        setNewest(/** @type {Appointment} */ (await get(`/api/appointments/${newest.id}/`)));
        setChanged(true);
        return null;
      }
    },
    done: (cancelled) => {
      if (!cancelled) return;
      toast(t("appointments.cancel.done"));
      onDone(cancelled);
    },
  });
  return { form, isTooLate, hasChanged };
}

/** @param {{ appointment: Appointment, asCoach: boolean }} props */
function Summary({ appointment, asCoach }) {
  const { service_name, coach_name, client_name } = appointment;
  const who = asCoach ? client_name : coach_name;
  return html`<div class="appointment-summary">
    <p class="appointment-summary-when">${capital(whenInWords(appointment))}</p>
    <p class="soft">${t("appointments.with", { service: service_name, name: who })}</p>
  </div>`;
}

/** @param {{ appointment: Appointment }} props */
function Policy({ appointment }) {
  const { cancel_until, starts_at } = appointment;
  if (cancel_until === starts_at) return h(Notice, {}, t("appointments.cancel.policy_any"));
  return h(Notice, {}, t("appointments.cancel.policy", { until: instantInWords(cancel_until) }));
}

function TooLate() {
  const { phone } = place.value;
  return h(
    Notice,
    { tone: "warning", title: t("appointments.too_late.title"), isLive: true, actions: phone && h(CallPlace, { phone }) },
    t("appointments.too_late.text"),
  );
}

/** @param {{ phone: string }} props */
function CallPlace({ phone }) {
  return h(Button, { small: true, icon: "phone", href: `tel:${phone.replace(/[^+\d]/g, "")}` }, t("appointments.call", { phone }));
}

/** @param {{ appointment: Appointment }} props */
function Changed({ appointment }) {
  const isBooked = appointment.status === "booked";
  return h(
    Notice,
    { tone: "warning", title: t("appointments.changed.title"), isLive: true },
    t(isBooked ? "appointments.changed.text" : "appointments.changed.text_over"),
  );
}
