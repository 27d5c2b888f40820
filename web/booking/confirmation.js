// It is booked: when, with whom, where, and what comes next.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Card } from "../components/card.js";
import { CopyText } from "../components/copy_text.js";
import { Icon } from "../components/icon.js";
import { Loaded } from "../components/loaded.js";
import { Page } from "../components/page.js";
import { h, html, useEffect, useRef } from "../h.js";
import { t, zone } from "../i18n.js";
import { useLoad } from "../load.js";
import { place } from "../place.js";
import { me, profile } from "../session.js";
import { calendarFileOf, here } from "../appointments/booking_link.js";
import { StatusBadge } from "../appointments/status_badge.js";
import { capital, dayInWords, instantInWords, timesInWords } from "../appointments/when.js";
import { ownTime } from "../appointments/zone_note.js";
import { bookPath } from "./wanted.js";

/** @typedef {import("../types/api.js").components["schemas"]["AppointmentBody"]} Appointment */

/** A reminder goes out so long before. */
const REMINDED = 24 * 3_600_000;

/** @param {{ id: number, isMoved: boolean }} props */
export function Confirmation({ id, isMoved }) {
  const load = useLoad((signal) => get(`/api/appointments/${id}/`, undefined, { signal }), [id]);
  const isOwn = load.data?.client === profile.value?.user.id;
  const title = isMoved ? t("booking.done.moved") : t(isOwn ? "booking.done.title" : "booking.done.title_client");
  return h(
    Page,
    { title: load.data ? title : t("booking.title"), isTitleUnseen: true, width: "narrow" },
    h(Loaded, { load, shape: "form", children: (/** @type {Appointment} */ one) => h(Done, { one, title }) }),
  );
}

/** @param {{ one: Appointment, title: string }} props */
function Done({ one, title }) {
  const isOwn = one.client === profile.value?.user.id;
  const isComing = one.status === "booked";
  const heading = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  return h(
    Card,
    { room: "large", posts: true, class: "booking-done" },
    html`<div class="booking-done-head">
      <span class="booking-done-mark">${h(Icon, { name: isComing ? "check" : "info", size: 28 })}</span>
      <h2 ref=${heading} tabindex="-1">${isComing ? title : t("booking.done.changed")}</h2>
      ${isComing ? html`<p class="soft">${mailsInWords(one, isOwn)}</p>` : h(StatusBadge, { appointment: one })}
    </div>`,
    h(Facts, { one, isOwn }),
    isComing && html`<div class="booking-done-actions">
      ${h(Button, { icon: "download", wide: true, href: calendarFileOf(one), download: true }, t("booking.done.calendar"))}
      ${isOwn
        ? h(Button, { tone: "primary", wide: true, to: "/my-appointments" }, t("booking.done.mine"))
        : h(Button, { tone: "primary", wide: true, to: `/clients/${one.client}` }, t("booking.done.client_file"))}
    </div>`,
    isComing && h(Share, { one }),
    html`<p class="booking-done-more">
      ${isOwn && isComing && one.may_change && h(Button, { tone: "plain", small: true, to: bookPath({ move: one.id }) }, t("booking.done.move"))}
      ${!isOwn && h(Button, { tone: "plain", small: true, to: `/appointments?date=${one.date}` }, t("booking.done.day"))}
      ${h(Button, { tone: "plain", small: true, to: "/book" }, t("booking.done.another"))}
    </p>`,
  );
}

/** What needs no login, for whoever comes along or looks after it. @param {{ one: Appointment }} props */
function Share({ one: { link } }) {
  return html`<details class="booking-share">
    <summary>${t("booking.done.link")}</summary>
    <div class="stack-s">
      <p class="soft small">${t("booking.done.link_text")}</p>
      ${h(CopyText, { text: link, label: t("booking.done.link") })}
      <p>${h(Button, { small: true, tone: "plain", icon: "external", href: here(link), aria: { target: "_blank", rel: "noopener noreferrer" } }, t("booking.done.open"))}</p>
    </div>
  </details>`;
}

/** @param {Appointment} one @param {boolean} isOwn */
function mailsInWords(one, isOwn) {
  if (!isOwn) return t("booking.done.mail_client", { name: one.client_name });
  const email = me.value?.email;
  if (!email) return t("booking.done.no_mail");
  const isSoon = Date.parse(one.starts_at) - Date.now() < REMINDED;
  return t(isSoon ? "booking.done.mail" : "booking.done.mail_reminder", { email });
}

/** @param {{ one: Appointment, isOwn: boolean }} props */
function Facts({ one, isOwn }) {
  const phone = isOwn ? me.value?.phone : one.client_phone;
  const call = phone && !isOwn ? html`<a href=${`tel:${phone.replace(/\s/g, "")}`}>${phone}</a>` : phone;
  const join = one.video_url && html`<a href=${one.video_url} target="_blank" rel="noreferrer">${one.video_url}</a>`;
  /** @type {[string, import("../h.js").Children][]} */
  const facts = [
    [t("booking.done.when"), h(When, { one })],
    [t("booking.done.with"), isOwn ? one.coach_name : one.client_name],
    [t("booking.done.service"), one.service_name],
    [t("booking.done.video"), join],
    [t("booking.done.where"), (one.location || !one.video_url) && whereIs(one)],
    [t(isOwn ? "booking.done.own_phone" : "booking.done.phone"), call],
    [t("booking.done.message"), one.message],
    [t("booking.done.policy"), isOwn && one.status === "booked" && policyInWords(one)],
  ];
  return html`<dl class="facts">
    ${facts.map(([label, value]) => value && html`<div key=${label}><dt>${label}</dt><dd class="booking-lines">${value}</dd></div>`)}
  </dl>`;
}

/** @param {{ one: Appointment }} props */
function When({ one }) {
  const own = ownTime(one.starts_at, zone.value);
  return html`<strong>${capital(dayInWords(one.date))}</strong><br />
    ${capital(timesInWords(one))} <span class="soft">(${zone.value.replaceAll("_", " ")})</span>
    ${own && html`<br /><span class="soft small">${t("booking.facts.own_time", { time: own })}</span>`}`;
}

/** @param {Appointment} one */
function policyInWords({ cancel_until, starts_at }) {
  return cancel_until === starts_at ? t("booking.done.policy_any") : t("booking.done.policy_until", { until: instantInWords(cancel_until) });
}

/** At the place, unless the coach says otherwise. @param {Appointment} one */
const whereIs = (one) => one.location || [place.value.name, place.value.address].filter(Boolean).join("\n");
