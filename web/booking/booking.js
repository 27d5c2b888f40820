// From the coach to the form, for one client. What was typed and the time that is kept live as long as this does.

import { addDays, clockText, minutesOf } from "../components/calendar_time.js";
import { Loading } from "../components/loading.js";
import { Notice } from "../components/notice.js";
import { Section } from "../components/section.js";
import { h, html, useRef } from "../h.js";
import { t } from "../i18n.js";
import { navigate } from "../router.js";
import { RulesList } from "../appointments/rules_list.js";
import { SlotPicker } from "../appointments/slot_picker.js";
import { dateAt } from "../appointments/when.js";
import { BookingFacts } from "./booking_facts.js";
import { BookingSheet } from "./booking_sheet.js";
import { ChooseCoach, ChooseService } from "./choose_coach.js";
import { Details, useDetails } from "./details.js";
import { useHold } from "./hold.js";
import { useIsLed } from "./step_led.js";
import { StepTitle } from "./step_title.js";
import { Offers, useWishes, Waiting } from "./waiting.js";
import { bookPath, chosenOf } from "./wanted.js";

/** @typedef {import("./wanted.js").Coach} Coach */
/** @typedef {import("./wanted.js").Service} Service */
/** @typedef {import("./wanted.js").Wanted} Wanted */
/** @typedef {import("./asker.js").Booked} Booked */

/**
 * @param {{ coaches: Coach[], wanted: Wanted, who: import("./asker.js").Asker, client: Booked | null, isLedHere: boolean }} props
 *  isLedHere: one comes from the question for whom it is
 */
export function Booking({ coaches, wanted, who, client, isLedHere }) {
  const wishes = useWishes(client?.id ?? who.me);
  const wish = (wishes.data ?? []).find(({ id }) => id === wanted.wish);
  const { coach, service } = chosenOf(coaches, { coach: wanted.coach ?? wish?.coach ?? null, service: wanted.service ?? wish?.service ?? null });
  const time = coach && service && wanted.date && wanted.start ? { coach: coach.id, service: service.id, date: wanted.date, start: wanted.start } : null;
  const offered = (wishes.data ?? []).find((one) => time && one.coach === time.coach && one.offer?.date === time.date && one.offer?.start === time.start);
  // Asked for once it is known whether the time is offered already.
  const isReady = wishes.data !== undefined || wishes.error !== null;
  const hold = useHold(isReady ? time : null, offered?.offer ?? null, { client: client?.id });
  const details = useDetails({ time, client: client?.id ?? null, hold });
  const last = useRef(time);
  if (time) last.current = time;
  const hasStepped = useIsLed(!coach ? "coach" : !service ? "service" : time ? "details" : "time");
  const isLed = isLedHere || hasStepped;

  if (wanted.wish !== null && !isReady) return h(Loading, { shape: "form", rows: 4 });
  const isOfferOver = wanted.wish !== null && time !== null && !offered;
  const base = { client: client?.id ?? (wanted.client === "me" ? "me" : null) };
  if (!coach) return h(ChooseCoach, { coaches, isLed, pathOf: ({ id }) => bookPath({ ...base, coach: id }) });
  const withCoach = { ...base, coach: coaches.length > 1 ? coach.id : null };
  if (!service) return h(ChooseService, { services: coach.services, isLed, pathOf: ({ id }) => bookPath({ ...withCoach, service: id }) });
  const path = { ...withCoach, service: coach.services.length > 1 ? service.id : null };
  const timePath = (/** @type {{ date: string, start: string }} */ { date, start }) => bookPath({ ...path, date, start });
  const facts = h(BookingFacts, {
    coach,
    service,
    location: coach.rules.location,
    client,
    time: time ? { ...time, end: clockText(minutesOf(time.start) + service.minutes) } : null,
    isGone: details.gone !== null,
    changes: changesOf({ coaches, coach, who, base, withCoach }),
  });
  const step = time
    ? h(Details, {
        details,
        hold,
        client,
        cancelMinutes: coach.rules.cancel,
        timesTo: bookPath(path),
        isLed,
        onTime: (next) => navigate(timePath(next), { replace: true }),
      })
    : h(ChooseTime, { coach, service, client, last: last.current, isLed, onPick: (next) => navigate(timePath(next)) });
  return html`
    ${isOfferOver && h(Notice, { tone: "warning", title: t("booking.offer.gone") }, t("booking.offer.gone_text"))}
    ${!time && client === null && h(Offers, { wishes: wishes.data ?? [], onChange: wishes.reload })}
    ${h(BookingSheet, { facts }, step)}
    ${!time && h(Below, { coach, service, client, wishes })}
  `;
}

/**
 * The questions before, where there was a choice.
 * @param {{ coaches: Coach[], coach: Coach, who: import("./asker.js").Asker,
 *   base: Record<string, string | number | null>, withCoach: Record<string, string | number | null> }} of
 */
function changesOf({ coaches, coach, who, base, withCoach }) {
  return [
    ...(who.isKeeper ? [{ label: t("booking.change.client"), to: bookPath({}) }] : []),
    ...(coaches.length > 1 ? [{ label: t("booking.change.coach"), to: bookPath(base) }] : []),
    ...(coach.services.length > 1 ? [{ label: t("booking.change.service"), to: bookPath(withCoach) }] : []),
  ];
}

/**
 * @param {{ coach: Coach, service: Service, client: Booked | null, last: import("./hold.js").Time | null, isLed: boolean,
 *   onPick: (start: import("../appointments/slots.js").Start) => void }} props
 */
function ChooseTime({ coach, service, client, last, isLed, onPick }) {
  // Back from the form, the day is there again; it is picked no longer once the coach is another.
  const picked = last && last.coach === coach.id && last.service === service.id ? last : null;
  return html`<section class="booking-step">
    ${h(StepTitle, { title: t("booking.time.title"), isLed })}
    ${h(SlotPicker, { coach: coach.id, service: service.id, client: client?.id, picked, onPick })}
  </section>`;
}

/** @param {{ coach: Coach, service: Service, client: Booked | null, wishes: ReturnType<typeof useWishes> }} props */
function Below({ coach, service, client, wishes }) {
  return html`<div class="booking-below">
    ${h(Section, { title: t(client ? "booking.rules.title_client" : "booking.rules.title"), card: true }, h(RulesList, { rules: { ...coach.rules, pause: service.pause ?? coach.rules.pause }, minutes: service.minutes }))}
    ${h(Waiting, {
      wishes: wishes.data ?? [],
      client,
      coach,
      service: service.id,
      lastDay: addDays(dateAt(), coach.rules.horizon_days),
      onChange: wishes.reload,
    })}
  </div>`;
}
