// The day of a coach, or of all coaches for staff: who comes when, where one is in it, and what is left.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { useNow } from "../components/now.js";
import { Section } from "../components/section.js";
import { Fragment, h, html } from "../h.js";
import { lang, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { Link } from "../router.js";
import { StatusBadge, standing } from "../appointments/status_badge.js";
import { useWallClock } from "./wall_clock.js";

/** @typedef {import("../types/api.js").components["schemas"]["AppointmentBody"]} Appointment */
/** @typedef {import("../types/session.js").ListOf<Appointment>} Appointments */

const MOST = 50;

/** @param {{ isOwn: boolean }} props  `isOwn`: of one coach only, who need not be named */
export function DayOfCoach({ isOwn }) {
  const { date } = useWallClock();
  const load = useLoad(async (signal) => {
    const { results } = /** @type {Appointments} */ (await get("/api/appointments/", { date, page_size: MOST }, { signal }));
    return results.filter(({ status }) => status !== "cancelled");
  }, [date, lang.value]);
  return h(
    Section,
    {
      title: t("appointments.day.coach"),
      card: true,
      tools: h(Button, { small: true, icon: "appointment", to: "/appointments" }, t("core.page.appointments")),
    },
    h(Loaded, {
      load,
      rows: 3,
      small: true,
      empty: h(Empty, { icon: "sun", small: true, title: t("appointments.day.coach_none"), text: t("appointments.day.coach_none_text") }),
      children: (/** @type {Appointment[]} */ day) => h(Day, { day, isOwn }),
    }),
  );
}

/** @param {{ day: Appointment[], isOwn: boolean }} props */
function Day({ day, isOwn }) {
  const now = useNow(undefined);
  const next = day.find((one) => standing(one, now) === "booked");
  const left = day.filter((one) => ["booked", "under_way"].includes(standing(one, now))).length;
  return h(
    Fragment,
    {},
    html`<p class="soft small">${left > 0 ? t("appointments.day.left", { count: left }) : t("appointments.day.done")}</p>`,
    html`<ol class="day-appointments" role="list">
      ${day.map((appointment) => h(Row, { key: appointment.id, appointment, isNext: appointment === next, isOwn }))}
    </ol>`,
  );
}

/** @param {{ appointment: Appointment, isNext: boolean, isOwn: boolean }} props */
function Row({ appointment, isNext, isOwn }) {
  const { start, end, client, client_name, client_phone, service_name, coach_name, message } = appointment;
  const state = standing(appointment);
  const isPast = !["booked", "under_way"].includes(state);
  return html`<li class=${`day-appointment${isNext || state === "under_way" ? " is-next" : ""}${isPast ? " is-past" : ""}`}>
    <p class="day-appointment-time figures"><strong>${start}</strong> <span class="soft small">${end}</span></p>
    <div class="day-appointment-words">
      <p class="day-appointment-name">${h(Link, { to: `/clients/${client}` }, client_name)}</p>
      <p class="soft small">${isOwn ? service_name : t("appointments.with", { service: service_name, name: coach_name })}</p>
      ${message && html`<p class="day-appointment-message small">${t("appointments.day.message", { text: message })}</p>`}
    </div>
    <div class="day-appointment-tools">
      ${state !== "booked" && h(StatusBadge, { appointment })}
      ${client_phone && !isPast && h(Call, { phone: client_phone, name: client_name })}
    </div>
  </li>`;
}

/** @param {{ phone: string, name: string }} props */
function Call({ phone, name }) {
  const label = t("appointments.day.call", { name, phone });
  return h(Button, { tone: "plain", small: true, icon: "phone", href: `tel:${phone.replace(/[^+\d]/g, "")}`, label }, phone);
}
