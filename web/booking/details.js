// The last step: a word to the coach, then it is booked.

import { patch, post } from "../api.js";
import { ApiError } from "../api_error.js";
import { Button } from "../components/button.js";
import { Form } from "../components/form.js";
import { Notice } from "../components/notice.js";
import { TextArea } from "../components/text_area.js";
import { TextField } from "../components/text_field.js";
import { useForm } from "../forms.js";
import { h, html, useEffect, useState } from "../h.js";
import { t } from "../i18n.js";
import { Link, navigate } from "../router.js";
import { me } from "../session.js";
import { cancelInWords } from "../appointments/rules_in_words.js";
import { Gone, isTimeRefused } from "./gone.js";
import { HoldNotice } from "./hold_notice.js";
import { StepTitle } from "./step_title.js";
import { bookPath } from "./wanted.js";

/** @typedef {import("../types/api.js").components["schemas"]["AppointmentBody"]} Appointment */
/** @typedef {import("./asker.js").Booked} Booked */

/** As the server counts. */
const LONGEST = 2_000;

/**
 * The form lives as long as the page: what was typed is there again after another time was chosen.
 * @param {{ time: import("./hold.js").Time | null, client: number | null, hold: import("./hold.js").Hold }} booked
 */
export function useDetails({ time, client, hold }) {
  const [gone, setGone] = useState(/** @type {ApiError | null} */ (null));
  useEffect(() => setGone(null), [time?.date, time?.start, time?.coach, time?.service]);
  const form = useForm({
    initial: { message: "", phone: "" },
    send: async ({ message, phone }) => {
      if (client === null && phone.trim()) await savePhone(phone.trim());
      const kept = hold.state.is === "kept" ? hold.state.id : undefined;
      try {
        return /** @type {Appointment} */ (await post("/api/appointments/", { ...time, message: message.trim(), hold: kept, client: client ?? undefined }));
      } catch (error) {
        if (isTimeRefused(error)) setGone(error);
        throw error;
      }
    },
    done: (made) => {
      hold.settle();
      navigate(bookPath({ done: made.id }), { replace: true });
    },
  });
  return { form, gone: gone ?? (hold.state.is === "refused" && isTimeRefused(hold.state.error) ? hold.state.error : null) };
}

/** For the coach, and for next time. @param {string} phone */
async function savePhone(phone) {
  if (me.peek()?.phone) return;
  const kept = await patch("/api/me/", { phone });
  if (me.peek()?.id === kept.id) me.value = kept;
}

/**
 * @param {{
 *   details: ReturnType<typeof useDetails>,
 *   hold: import("./hold.js").Hold,
 *   client: Booked | null,
 *   cancelMinutes: number,
 *   timesTo: string,
 *   onTime: (start: import("../appointments/slots.js").Start) => void,
 *   isLed: boolean,
 * }} props
 */
export function Details({ details: { form, gone }, hold, client, cancelMinutes, timesTo, onTime, isLed }) {
  // Why a time went is said beside those that are free instead.
  const shown = { busy: form.busy, submit: form.submit, problem: gone ? { value: null } : form.problem };
  const refused = !gone && hold.state.is === "refused" ? hold.state.error : null;
  return html`<section class="booking-step">
    ${h(StepTitle, { title: t(client ? "booking.details.title_client" : "booking.details.title"), isLed })}
    ${gone ? h(Gone, { error: gone, isTyped: form.isDirty, onPick: onTime, allTo: timesTo }) : h(HoldNotice, { hold })}
    ${refused && h(NotKept, { error: refused, hold })}
    ${h(
      Form,
      {
        form: shown,
        submit: t("booking.details.submit"),
        disabled: gone !== null,
        also: h(Button, { tone: "plain", to: timesTo }, t("booking.details.other_time")),
      },
      h(TextArea, {
        form,
        name: "message",
        label: t(client ? "booking.details.message_client" : "booking.details.message"),
        hint: t(client ? "booking.details.message_client_hint" : "booking.details.message_hint"),
        required: false,
        rows: 4,
        maxlength: LONGEST,
      }),
      !client && h(Phone, { form }),
      html`<p class="soft small">${mailsInWords(client)} ${!client && cancelInWords(cancelMinutes)}</p>`,
    )}
  </section>`;
}

/** @param {{ error: ApiError, hold: import("./hold.js").Hold }} props */
function NotKept({ error, hold }) {
  const isDecided = error.status === 400 || error.status === 403;
  const again = !isDecided && h(Button, { small: true, icon: "refresh", onClick: hold.again }, t("booking.hold.again"));
  const title = isDecided ? undefined : t("booking.hold.not_kept");
  return h(Notice, { tone: isDecided ? "wrong" : "warning", isLive: true, title, actions: again }, error.message);
}

/** @param {{ form: import("../components/field.js").FieldForm }} props */
function Phone({ form }) {
  const phone = me.value?.phone;
  if (phone) {
    return html`<p class="small">${t("booking.details.phone_known", { phone: phone.replaceAll(" ", "\u00a0") })} ${h(Link, { to: "/profile" }, t("booking.details.phone_change"))}</p>`;
  }
  return h(TextField, {
    form,
    name: "phone",
    label: t("booking.details.phone"),
    hint: t("booking.details.phone_hint"),
    required: false,
    type: "tel",
    inputmode: "tel",
    autocomplete: "tel",
    size: "short",
  });
}

/** @param {Booked | null} client */
function mailsInWords(client) {
  if (client) return t("booking.details.mail_client", { name: client.name });
  const email = me.value?.email;
  return email ? t("booking.details.mail", { email }) : t("booking.details.no_mail");
}
