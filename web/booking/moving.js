// Moving an appointment to another time of the same coach.

import { get, post } from "../api.js";
import { ApiError } from "../api_error.js";
import { Button } from "../components/button.js";
import { clockText, minutesOf } from "../components/calendar_time.js";
import { Form } from "../components/form.js";
import { Loaded } from "../components/loaded.js";
import { Notice } from "../components/notice.js";
import { Page } from "../components/page.js";
import { useForm } from "../forms.js";
import { h, html, useEffect, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { navigate } from "../router.js";
import { profile } from "../session.js";
import { SlotPicker } from "../appointments/slot_picker.js";
import { capital, instantInWords, whenInWords } from "../appointments/when.js";
import { BookingFacts } from "./booking_facts.js";
import { BookingSheet } from "./booking_sheet.js";
import { Gone, isTimeRefused } from "./gone.js";
import { useHold } from "./hold.js";
import { HoldNotice } from "./hold_notice.js";
import { StepTitle } from "./step_title.js";
import { useIsLed } from "./step_led.js";
import { bookPath } from "./wanted.js";

/** @typedef {import("../types/api.js").components["schemas"]["AppointmentBody"]} Appointment */

/** @param {{ id: number, date: string | null, start: string | null }} props */
export function MovingPage({ id, date, start }) {
  const load = useLoad((signal) => get(`/api/appointments/${id}/`, undefined, { signal }), [id]);
  const isOwn = load.data?.client === profile.value?.user.id;
  const back = { to: isOwn || !load.data ? "/my-appointments" : "/appointments", label: t(isOwn || !load.data ? "booking.back_mine" : "booking.back_list") };
  return h(
    Page,
    { title: t("booking.move.title"), back },
    h(Loaded, {
      load,
      shape: "form",
      children: (/** @type {Appointment} */ one) =>
        one.may_change ? h(Moving, { one, isOwn, date, start, reload: load.reload }) : h(Fixed, { one }),
    }),
  );
}

/** @param {{ one: Appointment }} props */
function Fixed({ one }) {
  const isLate = one.status === "booked";
  const actions = h(Button, { small: true, to: "/book" }, t("booking.done.another"));
  return h(
    Notice,
    { tone: "warning", title: t(isLate ? "booking.move.late" : "booking.move.over"), actions },
    isLate ? t("booking.move.late_text", { when: whenInWords(one), until: instantInWords(one.cancel_until) }) : t("booking.move.over_text", { when: whenInWords(one) }),
  );
}

/** @param {{ one: Appointment, isOwn: boolean, date: string | null, start: string | null, reload: () => void }} props */
function Moving({ one, isOwn, date, start, reload }) {
  const minutes = (Date.parse(one.ends_at) - Date.parse(one.starts_at)) / 60_000;
  const time = date && start ? { date, start, end: clockText(minutesOf(start) + minutes) } : null;
  const isLed = useIsLed(time ? "confirm" : "pick");
  const to = (/** @type {{ date: string, start: string }} */ next) => bookPath({ move: one.id, date: next.date, start: next.start });
  // The time that it has is shown as picked; to pick it again changes nothing.
  const pick = (/** @type {import("../appointments/slots.js").Start} */ next) => {
    if (next.date !== one.date || next.start !== one.start) navigate(to(next));
  };
  return h(
    BookingSheet,
    {
      facts: h(BookingFacts, {
        coach: { id: one.coach, name: one.coach_name },
        service: { name: one.service_name, minutes },
        location: one.location,
        client: isOwn ? null : { name: one.client_name },
        // Beside the new time in the step that follows.
        former: time ? null : one,
        time: null,
      }),
    },
    time
      ? h(Confirm, { one, isOwn, time, isLed, reload, onTime: (next) => navigate(to(next), { replace: true }) })
      : html`<section class="booking-step">
          ${h(StepTitle, { title: t("booking.move.pick"), isLed })}
          ${h(SlotPicker, { coach: one.coach, service: one.service, moving: one.id, client: isOwn ? undefined : one.client, near: one.date, picked: one, onPick: pick })}
        </section>`,
  );
}

/**
 * @param {{ one: Appointment, isOwn: boolean, time: import("../appointments/slots.js").Start, isLed: boolean, reload: () => void,
 *   onTime: (start: import("../appointments/slots.js").Start) => void }} props
 */
function Confirm({ one, isOwn, time, isLed, reload, onTime }) {
  const [refused, setGone] = useState(/** @type {ApiError | null} */ (null));
  useEffect(() => setGone(null), [time.date, time.start]);
  const hold = useHold({ coach: one.coach, service: one.service, date: time.date, start: time.start }, null, { moving: one.id });
  const gone = refused ?? (hold.state.is === "refused" && isTimeRefused(hold.state.error) ? hold.state.error : null);
  const form = useForm({
    initial: {},
    send: async () => {
      try {
        return /** @type {Appointment} */ (await post(`/api/appointments/${one.id}/move/`, { date: time.date, start: time.start, row_version: one.row_version }));
      } catch (error) {
        if (isTimeRefused(error)) setGone(error);
        // It has changed, or it is too late: what is shown is no longer true.
        else if (error instanceof ApiError && error.status === 409) reload();
        throw error;
      }
    },
    done: (moved) => {
      hold.settle();
      navigate(bookPath({ done: moved.id, moved: 1 }), { replace: true });
    },
  });
  const timesTo = bookPath({ move: one.id });
  return html`<section class="booking-step">
    ${h(StepTitle, { title: t("booking.move.confirm"), isLed })}
    ${gone ? h(Gone, { error: gone, isTyped: false, onPick: onTime, allTo: timesTo }) : h(HoldNotice, { hold })}
    <dl class="facts booking-change">
      <div><dt>${t("booking.move.from")}</dt><dd>${capital(whenInWords(one))}</dd></div>
      <div><dt>${t("booking.move.to")}</dt><dd>${gone ? html`<s>${capital(whenInWords(time))}</s>` : html`<strong>${capital(whenInWords(time))}</strong>`}</dd></div>
    </dl>
    ${h(
      Form,
      {
        form: { busy: form.busy, submit: form.submit, problem: gone ? { value: null } : form.problem },
        submit: t("booking.move.submit"),
        disabled: gone !== null,
        also: h(Button, { tone: "plain", to: timesTo }, t("booking.details.other_time")),
      },
      html`<p class="soft small">${t(isOwn ? "booking.move.mails_own" : "booking.move.mails")}</p>`,
    )}
  </section>`;
}
