// What a client has before them, and whether a time became free that they wait for.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Notice } from "../components/notice.js";
import { Section } from "../components/section.js";
import { Fragment, h, html } from "../h.js";
import { lang, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { Link } from "../router.js";
import { profile } from "../session.js";
import { DayTile } from "../appointments/day_tile.js";
import { StatusBadge, standing } from "../appointments/status_badge.js";
import { capital, instantInWords, nearWhenInWords, whenInWords } from "../appointments/when.js";

/** @typedef {import("../types/api.js").components["schemas"]["AppointmentBody"]} Appointment */
/** @typedef {import("../types/api.js").components["schemas"]["WishAnswer"]} Wish */
/** @typedef {import("../types/session.js").ListOf<Appointment>} Appointments */
/** @typedef {import("../types/session.js").ListOf<Wish>} Wishes */

const NEXT = { when: "upcoming", page_size: 3 };

export function MyNextAppointments() {
  const load = useLoad(
    async (signal) => /** @type {Appointments} */ (await get("/api/appointments/mine/", NEXT, { signal })),
    [lang.value],
  );
  return h(
    Section,
    {
      title: t("appointments.day.mine"),
      card: true,
      tools: h(Button, { small: true, icon: "plus", to: "/book" }, t("core.page.book")),
    },
    h(Offered, {}),
    h(Loaded, {
      load,
      rows: 2,
      small: true,
      empty: h(Empty, { icon: "appointment", small: true, title: t("appointments.day.mine_none"), text: t("appointments.day.mine_none_text") }),
      children: (/** @type {Appointments} */ { results, count }) => h(Coming, { coming: results, count }),
    }),
  );
}

/** @param {{ coming: Appointment[], count: number | null }} props */
function Coming({ coming, count }) {
  return h(
    Fragment,
    {},
    html`<ul class="next-appointments" role="list">
      ${coming.map((appointment, at) => h(Next, { key: appointment.id, appointment, isFirst: at === 0 }))}
    </ul>`,
    html`<p class="more-appointments">${h(Button, { tone: "plain", small: true, iconAfter: "arrow_right", to: "/my-appointments" }, t("appointments.day.all", { count: count ?? coming.length }))}</p>`,
  );
}

/** @param {{ appointment: Appointment, isFirst: boolean }} props */
function Next({ appointment, isFirst }) {
  const { date, service_name, coach_name, location } = appointment;
  return html`<li>
    ${h(
      Link,
      { to: "/my-appointments", class: "next-appointment" },
      h(DayTile, { date, isStrong: isFirst }),
      html`<span class="next-appointment-words">
        <span class="next-appointment-when">${capital(nearWhenInWords(appointment))}</span>
        <span class="soft small">${t("appointments.with", { service: service_name, name: coach_name })}${location && ` · ${location}`}</span>
      </span>`,
      standing(appointment) !== "booked" && h(StatusBadge, { appointment }),
    )}
  </li>`;
}

/** Says nothing unless there is an offer: the card does without it when it cannot be read. */
function Offered() {
  const client = profile.value?.user.id ?? 0;
  const { data } = useLoad(
    async (signal) => /** @type {Wishes} */ (await get("/api/waiting-list/", { status: "offered", client }, { signal })),
    [client],
  );
  const offer = data?.results.find((wish) => wish.offer)?.offer;
  if (!offer) return null;
  const see = h(Button, { small: true, tone: "primary", to: "/my-appointments" }, t("appointments.day.offer_see"));
  return h(
    Notice,
    { tone: "info", title: t("appointments.day.offer", { when: whenInWords(offer) }), actions: see },
    t("appointments.day.offer_until", { until: instantInWords(offer.expires_at) }),
  );
}
