// New times for one booking: up to three of the nearest free ones go out by mail, and the client chooses.

import { ApiError, post } from "../api.js";
import { readSlots } from "../appointments/slots.js";
import { SlotPicker } from "../appointments/slot_picker.js";
import { capital, dayInWords, whenInWords } from "../appointments/when.js";
import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { Loaded } from "../components/loaded.js";
import { Notice } from "../components/notice.js";
import { TextArea } from "../components/text_area.js";
import { useForm } from "../forms.js";
import { h, html, useEffect, useRef, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { MOST_PROPOSED, TimesField } from "./times_field.js";
import { nearestFree } from "./nearest.js";

/** @typedef {import("./days.js").Appointment} Appointment */
/** @typedef {import("./nearest.js").Time} Time */
/** @typedef {{ picked: Time[], message: string }} Values */
/** @typedef {{ appointment: Appointment, times: Time[] }} Proposal */

/** To choose from, and ticked already. */
const OFFERED = { most: 6, perDay: 2 };
const TICKED = { most: MOST_PROPOSED, perDay: 1 };
const LONGEST = 2_000;

/** @param {{ appointment: Appointment, onClose: () => void, onSent: (proposal: Proposal) => void }} props */
export function ProposalDialog({ appointment, onClose, onSent }) {
  const [sent, setSent] = useState(/** @type {Proposal | null} */ (null));
  const load = useLoad((signal) => loadNearest(appointment, signal), [appointment.id]);
  const name = appointment.client_name;
  return h(
    Dialog,
    {
      open: true,
      title: t(sent ? "availability.proposal.sent_title" : "availability.proposal.title", { name }),
      lead: t("availability.proposal.instead", { when: whenInWords(appointment) }),
      isSticky: !sent,
      focus: "title",
      onClose,
      actions: sent && h(Button, { tone: "primary", onClick: onClose }, t("availability.meet.close")),
    },
    sent
      ? h(Sent, { proposal: sent })
      : h(Loaded, {
          load,
          rows: 3,
          small: true,
          children: (/** @type {Time[]} */ times) =>
            h(ProposalForm, {
              appointment,
              times,
              onReload: load.reload,
              onClose,
              onSent: (proposal) => {
                setSent(proposal);
                onSent(proposal);
              },
            }),
        }),
  );
}

/** @param {Appointment} appointment @param {AbortSignal} signal */
async function loadNearest({ id, coach, service, client, date, start }, signal) {
  const { days } = await readSlots({ coach, service, client, moving: id }, signal);
  return nearestFree(Object.entries(days).map(([day, slots]) => ({ date: day, slots })), { date, start }, OFFERED);
}

/**
 * @param {{ appointment: Appointment, times: Time[], onReload: () => void, onClose: () => void, onSent: (proposal: Proposal) => void }} props
 */
function ProposalForm({ appointment, times, onReload, onClose, onSent }) {
  const [isLooking, setLooking] = useState(false);
  const [others, setOthers] = useState(/** @type {Time[]} */ ([]));
  const form = useForm({
    initial: /** @type {Values} */ ({ picked: nearestFirst(times, appointment), message: "" }),
    send: async ({ picked, message }) => {
      if (picked.length === 0) throw new ApiError(400, { message: t("availability.proposal.nothing"), errors: { picked: [t("availability.proposal.nothing_hint")] } });
      const body = { times: picked.map(({ date, start }) => ({ date, start })), message: message.trim() };
      try {
        return /** @type {Proposal} */ (await post(`/api/appointments/${appointment.id}/proposal/`, body));
      } catch (error) {
        // One of the times was taken meanwhile: those that are free are shown anew, what is typed stays.
        if (error instanceof ApiError && error.status === 409) onReload();
        throw error;
      }
    },
    done: onSent,
  });
  /** @param {Time} time */
  const add = (time) => {
    setLooking(false);
    setOthers([...others, time]);
    form.set("picked", [...form.values.peek().picked, time].slice(-MOST_PROPOSED));
  };
  return h(
    Form,
    { form, submit: t("availability.proposal.send"), cancel: { onClick: onClose } },
    !appointment.client_email && h(NoAddress, { appointment }),
    h(TimesField, { form, times: [...times, ...others] }),
    html`<div>
      ${h(Button, { small: true, icon: "calendar", aria: { "aria-expanded": isLooking }, onClick: () => setLooking(!isLooking) }, t("availability.proposal.other"))}
    </div>`,
    isLooking &&
      h(SlotPicker, { coach: appointment.coach, service: appointment.service, client: appointment.client, moving: appointment.id, near: appointment.date, picked: null, onPick: add }),
    h(TextArea, {
      form,
      name: "message",
      label: t("availability.proposal.message"),
      hint: t("availability.proposal.message_hint"),
      required: false,
      rows: 2,
      maxlength: LONGEST,
    }),
  );
}

/** @param {Time[]} times @param {Appointment} appointment */
function nearestFirst(times, { date, start }) {
  return nearestFree(times.map((time) => ({ date: time.date, slots: [{ ...time, available: true }] })), { date, start }, TICKED);
}

/** @param {{ appointment: Appointment }} props */
function NoAddress({ appointment }) {
  const phone = appointment.client_phone;
  const actions = phone && h(Button, { small: true, icon: "phone", href: `tel:${phone.replace(/[^+\d]/g, "")}` }, phone);
  return h(Notice, { tone: "warning", actions }, t("availability.proposal.no_address"));
}

/** @param {{ proposal: Proposal }} props */
function Sent({ proposal }) {
  const told = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => told.current?.focus(), []);
  return html`<div class="stack proposal-told" tabindex="-1" ref=${told}>
    <p>${t("availability.proposal.sent", { name: proposal.appointment.client_name })}</p>
    <ul class="proposal-sent">
      ${proposal.times.map(({ date, start, end }) => html`<li key=${`${date} ${start}`} class="figures"><strong>${capital(dayInWords(date))}</strong>, ${start}–${end}</li>`)}
    </ul>
    <p class="soft small">${t("availability.proposal.until_then")}</p>
  </div>`;
}
