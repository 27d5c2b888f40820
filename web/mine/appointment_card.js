// One of my appointments: when, with whom, where, and what can be done about it.

import { Button } from "../components/button.js";
import { useNow } from "../components/now.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { calendarFileOf } from "../appointments/booking_link.js";
import { DayTile } from "../appointments/day_tile.js";
import { StatusBadge, standing } from "../appointments/status_badge.js";
import { capital, instantInWords, nearDay, whenInWords } from "../appointments/when.js";
import { AppointmentFacts } from "./appointment_facts.js";
import { ProposedTimes } from "./proposed_times.js";
import { isJoinable } from "./joining.js";
import { copyLink } from "./copy_link.js";

/** @typedef {import("../appointments/cancel_dialog.js").Appointment} Appointment */

/** @param {{ appointment: Appointment, isNext: boolean, isPast: boolean, onCancel: () => void }} props */
export function AppointmentCard({ appointment, isNext, isPast, onCancel }) {
  const { service_name, coach_name, date, status, cancel_reason } = appointment;
  const near = isPast ? null : nearDay(date);
  const isOff = status === "cancelled";
  return html`<li class=${`mine-card card${isNext ? " is-next card-posts" : ""}${isPast ? " is-past" : ""}`}>
    ${h(DayTile, { date, isStrong: isNext, isOff })}
    <div class="mine-card-words">
      <p class="mine-card-head">
        ${near && html`<strong class="mine-near">${capital(near)}</strong>`}
        ${h(StatusBadge, { appointment })}
      </p>
      <h3 class=${isOff ? "is-off" : ""}>${capital(whenInWords(appointment))}</h3>
      <p class="soft">${t("appointments.with", { service: service_name, name: coach_name })}</p>
      ${isPast ? cancel_reason && html`<p class="small">${t("mine.reason", { text: cancel_reason })}</p>` : h(AppointmentFacts, { appointment })}
      ${!isPast && h(Deadline, { appointment })}
    </div>
    ${isPast ? h(Again, { appointment }) : h(Tools, { appointment, onCancel })}
    ${!isPast && h(ProposedTimes, { appointment })}
  </li>`;
}

/** @param {{ appointment: Appointment, onCancel: () => void }} props */
function Tools({ appointment, onCancel }) {
  const { id, may_change, video_url } = appointment;
  const now = useNow(undefined);
  const canJoin = video_url && isJoinable(appointment, now);
  const label = (/** @type {string} */ what) => `${what}, ${whenInWords(appointment)}`;
  const move = t("mine.move");
  const cancel = t("mine.cancel");
  const keep = t("mine.keep");
  return html`<div class="mine-card-tools">
    ${canJoin && h(Button, { tone: "primary", icon: "external", href: video_url, small: true, aria: ELSEWHERE }, t("mine.join"))}
    ${may_change && h(Button, { icon: "calendar", to: `/book?move=${id}`, small: true, label: label(move) }, move)}
    ${may_change && h(Button, { tone: "plain", icon: "cross", small: true, label: label(cancel), onClick: onCancel }, cancel)}
    ${h(Button, { tone: "plain", icon: "link", small: true, label: label(t("mine.link")), onClick: () => void copyLink(appointment) }, t("mine.link"))}
    ${h(Button, { tone: "plain", icon: "download", small: true, label: `${keep} (.ics), ${whenInWords(appointment)}`, href: calendarFileOf(appointment), download: true }, keep)}
  </div>`;
}

/** The page of appointments stays open behind the conversation. */
const ELSEWHERE = { target: "_blank", rel: "noopener noreferrer" };

/** Until when it can be changed; afterwards, what is left to do. @param {{ appointment: Appointment }} props */
function Deadline({ appointment }) {
  const { may_change, cancel_until, starts_at } = appointment;
  const now = useNow(undefined);
  if (standing(appointment, now) !== "booked") return null;
  if (!may_change) return html`<p class="soft small">${t("mine.too_late")}</p>`;
  if (cancel_until === starts_at || Date.parse(cancel_until) <= now) return null;
  return html`<p class="soft small">${t("mine.until", { until: instantInWords(cancel_until) })}</p>`;
}

/** @param {{ appointment: Appointment }} props */
function Again({ appointment }) {
  const { coach, service, coach_name } = appointment;
  const label = t("mine.again_with", { name: coach_name });
  return html`<div class="mine-card-tools">
    ${h(Button, { tone: "plain", small: true, icon: "refresh", to: `/book?coach=${coach}&service=${service}`, label }, t("mine.again"))}
  </div>`;
}
