import { Icon } from "../components/icon.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { placeInLine } from "../appointments/at_place.js";

/** @typedef {import("./agenda_rows.js").Appointment} Appointment */

/** For a telephone. @param {string} phone */
export const telOf = (phone) => `tel:${phone.replace(/[^+\d]/g, "")}`;

/**
 * How to reach the client, where it takes place, what they wrote.
 * @param {{ one: Appointment, hasCoach: boolean }} props
 */
export function AppointmentFacts({ one, hasCoach }) {
  const { client_phone: phone, client_email: email, location, video_url, message, cancel_reason } = one;
  return html`<dl class="agenda-facts">
    ${fact("phone", t("agenda.fact.phone"), phone ? html`<a href=${telOf(phone)}>${phone}</a>` : none(t("agenda.fact.no_phone")))}
    ${fact("mail", t("agenda.fact.mail"), email ? html`<a href=${`mailto:${email}`}>${email}</a>` : none(t("agenda.fact.no_mail")))}
    ${fact("appointment", t("agenda.field.service"), one.service_name)}
    ${hasCoach && fact("person", t("agenda.field.coach"), one.coach_name)}
    ${fact("pin", t("agenda.fact.place"), location || (video_url ? t("agenda.fact.video") : placeInLine()))}
    ${video_url && fact("link", t("agenda.fact.video_link"), html`<a href=${video_url} target="_blank" rel="noreferrer">${video_url}</a>`)}
    ${message && fact("message", t("agenda.fact.message"), html`<span class="agenda-said">${message}</span>`)}
    ${cancel_reason && fact("cross", t("agenda.fact.cancel_reason"), html`<span class="agenda-said">${cancel_reason}</span>`)}
  </dl>`;
}

/** @param {string} text */
const none = (text) => html`<span class="soft">${text}</span>`;

/** @param {import("../components/icon_shapes.js").IconName} icon @param {string} name @param {import("../h.js").Children} value */
function fact(icon, name, value) {
  return html`<div>
    <dt>${h(Icon, { name: icon, size: 18 })}<span>${name}</span></dt>
    <dd>${value}</dd>
  </div>`;
}
