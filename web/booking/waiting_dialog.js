// Asking to be told when a time becomes free.

import { post } from "../api.js";
import { addDays } from "../components/calendar_time.js";
import { DateField } from "../components/date_field.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { TextField } from "../components/text_field.js";
import { useForm } from "../forms.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { dateAt } from "../appointments/when.js";

/** Somebody who finds nothing has the next two weeks in mind. */
const DAYS = 14;

/**
 * @param {{ client: import("./asker.js").Booked | null, coach: number, service: number, lastDay: string, onClose: () => void,
 *   onDone: () => void }} props client: whom coach or staff enter; null: oneself
 */
export function WaitingDialog({ client, coach, service, lastDay, onClose, onDone }) {
  const today = dateAt();
  const soon = addDays(today, DAYS);
  const form = useForm({
    initial: { first_day: today, last_day: soon < lastDay ? soon : lastDay, from_time: "", to_time: "" },
    send: ({ first_day, last_day, from_time, to_time }) =>
      post("/api/waiting-list/", {
        client: client?.id,
        coach,
        service,
        first_day: first_day || null,
        last_day: last_day || null,
        from_time: from_time || null,
        to_time: to_time || null,
      }),
    done: onDone,
  });
  return h(
    Dialog,
    { open: true, title: t(client ? "booking.waiting.dialog_client" : "booking.waiting.dialog"), lead: client ? t("booking.waiting.lead_client", { name: client.name }) : t("booking.waiting.lead"), isSticky: form.isDirty, isBusy: form.busy.value, onClose },
    h(
      Form,
      { form, submit: t(client ? "booking.waiting.submit_client" : "booking.waiting.submit"), cancel: { onClick: onClose } },
      html`<div class="booking-pair">
        ${h(DateField, { form, name: "first_day", label: t("booking.waiting.first_day"), required: true, min: today, max: lastDay })}
        ${h(DateField, { form, name: "last_day", label: t("booking.waiting.last_day"), min: today, max: lastDay })}
      </div>`,
      html`<div class="booking-pair">
        ${h(TextField, { form, name: "from_time", label: t("booking.waiting.from_time"), type: "time", required: false, size: "short" })}
        ${h(TextField, { form, name: "to_time", label: t("booking.waiting.to_time"), type: "time", required: false, size: "short" })}
      </div>`,
    ),
  );
}
