// When the place is open today, and how to reach it.

import { Icon } from "../components/icon.js";
import { Section } from "../components/section.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { openState } from "../opening_hours.js";
import { place } from "../place.js";
import { useWallClock } from "./wall_clock.js";

export default function PlaceCard() {
  const now = useWallClock();
  const { name, address, phone, email, opening_hours: openings } = place.value;
  const today = openings.filter((opening) => opening.day === now.day);
  return h(
    Section,
    { title: name, card: true },
    openings.length > 0 ? h(Hours, { state: openState(openings, now), today }) : null,
    html`<ul class="place-reach" role="list">
      ${address ? html`<li>${h(Icon, { name: "pin", size: 18 })}<span class="place-address">${address}</span></li>` : null}
      ${phone
        ? html`<li>${h(Icon, { name: "phone", size: 18 })}<a href=${`tel:${phone.replace(/[^+\d]/g, "")}`}>${phone}</a></li>`
        : null}
      ${email ? html`<li>${h(Icon, { name: "mail", size: 18 })}<a href=${`mailto:${email}`}>${email}</a></li>` : null}
    </ul>`,
  );
}

/** @param {{ state: ReturnType<typeof openState>, today: import("../opening_hours.js").Opening[] }} props */
function Hours({ state, today }) {
  return html`<div class="hours">
    <p class=${state.isOpen ? "hours-state is-open" : "hours-state"}>${sentence(state, today.length > 0)}</p>
    ${today.length > 0
      ? html`<p class="soft small">
          ${today.map(({ opens, closes }) => t("account.place.range", { opens, closes })).join(", ")}
        </p>`
      : null}
  </div>`;
}

/**
 * @param {ReturnType<typeof openState>} state
 * @param {boolean} opensToday some time today, gone by or to come
 */
function sentence(state, opensToday) {
  if (state.isOpen) {
    return state.until ? t("account.place.open_until", { time: state.until }) : t("account.place.open");
  }
  if (state.opens?.inDays === 0) return t("account.place.opens_later", { time: state.opens.time });
  return t(opensToday ? "account.place.closed_now" : "account.place.closed_today");
}
