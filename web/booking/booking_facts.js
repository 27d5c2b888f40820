// What is being booked, beside each step.

import { Avatar } from "../components/avatar.js";
import { Button } from "../components/button.js";
import { instantOf, minutesOf } from "../components/calendar_time.js";
import { Icon } from "../components/icon.js";
import { h, html } from "../h.js";
import { t, zone } from "../i18n.js";
import { capital, dayInWords, timesInWords, whenInWords } from "../appointments/when.js";
import { spanInWords } from "../appointments/rules_in_words.js";
import { ownTime } from "../appointments/zone_note.js";
import { avatarOf } from "./choose_coach.js";

/** @typedef {{ date: string, start: string, end: string }} Time */

/**
 * @param {{
 *   coach: { id: number, name: string, headline?: string },
 *   service: { name: string, description?: string, minutes: number },
 *   location?: string,
 *   client?: { name: string } | null,
 *   former?: Time | null,
 *   time: Time | null,
 *   isGone?: boolean,
 *   changes?: { label: string, to: string }[],
 * }} props former: the time that an appointment has until now; changes: links to the questions before
 */
export function BookingFacts({ coach, service, location, client, former, time, isGone, changes = [] }) {
  return html`<div class="booking-facts">
    <div class="booking-coach">
      ${h(Avatar, { user: avatarOf(coach) })}
      <div>
        <p class="booking-choice-name">${coach.name}</p>
        ${coach.headline && html`<p class="soft small">${coach.headline}</p>`}
      </div>
    </div>
    <ul class="booking-fact-list">
      ${client && fact("person", t("booking.facts.for", { name: client.name }))}
      ${fact("appointment", service.name, service.description)}
      ${fact("hourglass", spanInWords(service.minutes))}
      ${location && fact("pin", location)}
      ${former && fact("calendar", t("booking.facts.former", { when: whenInWords(former) }))}
      ${time && h(When, { time, isGone })}
    </ul>
    ${changes.length > 0 && html`<div class="booking-changes">
      ${changes.map(({ label, to }) => h(Button, { key: label, small: true, tone: "plain", to }, label))}
    </div>`}
  </div>`;
}

/** @param {import("../components/icon_shapes.js").IconName} icon @param {string} text @param {string} [more] */
function fact(icon, text, more) {
  return html`<li>${h(Icon, { name: icon, size: 18 })}<span>${text}${more && html`<span class="soft small booking-more">${more}</span>`}</span></li>`;
}

/** @param {Time} time @param {string} why read aloud */
function struck(time, why) {
  return html`<li class="booking-struck">
    ${h(Icon, { name: "calendar", size: 18 })}
    <span><span class="unseen">${why} </span><s>${capital(whenInWords(time))}</s></span>
  </li>`;
}

/** @param {{ time: Time, isGone?: boolean }} props isGone: somebody else has it */
function When({ time, isGone }) {
  if (isGone) return struck(time, t("booking.facts.gone"));
  const own = ownTime(instantOf(time.date, minutesOf(time.start), zone.value), zone.value);
  return html`<li class="booking-when">
    ${h(Icon, { name: "calendar", size: 18 })}
    <span>
      <strong>${capital(dayInWords(time.date))}</strong>
      <span class="figures">${capital(timesInWords(time))}</span>
      ${own && html`<span class="small">${t("booking.facts.own_time", { time: own })}</span>`}
    </span>
  </li>`;
}
