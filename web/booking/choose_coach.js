// Which coach, and for what: asked only where there are several.

import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { Avatar } from "../components/avatar.js";
import { Icon } from "../components/icon.js";
import { Link } from "../router.js";
import { spanInWords } from "../appointments/rules_in_words.js";
import { StepTitle } from "./step_title.js";

/** @typedef {import("./wanted.js").Coach} Coach */
/** @typedef {import("./wanted.js").Service} Service */

/** @param {{ coaches: readonly Coach[], pathOf: (coach: Coach) => string, isLed: boolean }} props */
export function ChooseCoach({ coaches, pathOf, isLed }) {
  return html`<section class="booking-step">
    ${h(StepTitle, { title: t("booking.coach.title"), isLed })}
    <ul class="booking-choices">
      ${coaches.map((coach) => html`<li key=${coach.id}>${h(
        Link,
        { to: pathOf(coach), class: "card card-normal booking-choice" },
        h(Avatar, { user: avatarOf(coach) }),
        html`<span class="booking-choice-text">
          <span class="booking-choice-name">${coach.name}</span>
          ${coach.headline && html`<span class="soft small">${coach.headline}</span>`}
          <span class="small">${coach.services.map(({ name }) => name).join(" · ")}</span>
        </span>`,
        h(Icon, { name: "chevron_right" }),
      )}</li>`)}
    </ul>
  </section>`;
}

/** @param {{ services: readonly Service[], pathOf: (service: Service) => string, isLed: boolean }} props */
export function ChooseService({ services, pathOf, isLed }) {
  return html`<section class="booking-step">
    ${h(StepTitle, { title: t("booking.service.title"), isLed })}
    <ul class="booking-choices booking-services">
      ${services.map((service) => html`<li key=${service.id}>${h(
        Link,
        { to: pathOf(service), class: "card card-normal booking-choice" },
        html`<span class="booking-choice-text">
          <span class="booking-choice-name">${service.name}</span>
          ${service.description && html`<span class="soft small">${service.description}</span>`}
        </span>`,
        html`<span class="soft small figures">${spanInWords(service.minutes)}</span>`,
        h(Icon, { name: "chevron_right" }),
      )}</li>`)}
    </ul>
  </section>`;
}

/** @param {{ id: number, name: string }} person */
export function avatarOf({ id, name }) {
  const [first, ...others] = name.split(" ");
  return { id, first_name: first, last_name: others.join(" ") };
}
