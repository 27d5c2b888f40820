// The place, to whoever comes by: what one can do here, when it is open, where it is, and the door.
import { AwaitPlace } from "../components/await_place.js";
import { useLogo } from "../components/brand.js";
import { Button } from "../components/button.js";
import { Courtyard } from "../components/courtyard.js";
import { Icon } from "../components/icon.js";
import { OpenNow, OpeningTimes, useWallClock } from "../components/opening_times.js";
import { Page } from "../components/page.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { featureOn, isPlaceKnown, moduleOn, place } from "../place.js";

/** @typedef {typeof place.value} Place */

export default function WelcomePage() {
  const here = place.value;
  const clock = useWallClock(here.zone);
  const logo = useLogo(here.logo_url);
  if (!isPlaceKnown.value) return h(Page, { title: t("auth.welcome.title"), isTitleUnseen: true }, h(AwaitPlace, {}));
  return html`<div class="welcome">
    <section class="welcome-front">
      <div class="welcome-words">
        ${here.logo_url ? html`<div class="welcome-logo">${logo ? html`<img src=${logo} alt="" />` : null}</div>` : null}
        ${h(
          Page,
          { title: here.name || t("auth.welcome.title"), lead: t("auth.welcome.lead") },
          here.opening_hours.length > 0 ? h(OpenNow, { openings: here.opening_hours, clock }) : null,
          html`<div class="welcome-doors">
            ${h(Button, { tone: "primary", to: "/login" }, t("auth.login.title"))}
            ${featureOn("registration") ? h(Button, { tone: "quiet", to: "/register" }, t("auth.register.title")) : null}
          </div>`,
        )}
      </div>
      <div class="welcome-scene">${h(Courtyard, { time: clock.time })}</div>
    </section>
    ${h(Offers, {})} ${h(Details, { here, clock })}
  </div>`;
}

/** What one can do here, by the modules that are on. */
function Offers() {
  const offers = [
    moduleOn("appointments") ? offer("appointment", t("auth.offer.appointments"), t("auth.offer.appointmentsText")) : null,
    moduleOn("school") ? offer("lesson", t("auth.offer.school"), t("auth.offer.schoolText")) : null,
    moduleOn("workstations") ? offer("computer", t("auth.offer.workstations"), t("auth.offer.workstationsText")) : null,
    offer("person", t("auth.offer.account"), t("auth.offer.accountText")),
    offer("today", t("auth.offer.today"), t("auth.offer.todayText")),
    offer("shield", t("auth.offer.safe"), t("auth.offer.safeText")),
  ].filter(Boolean);
  return html`<section class="welcome-part" aria-labelledby="offers">
    <h2 id="offers">${t("auth.offer.title")}</h2>
    <ul class="offers">
      ${offers.slice(0, Math.max(3, offers.length - (offers.length % 3)))}
    </ul>
  </section>`;
}

/**
 * @param {Parameters<typeof Icon>[0]["name"]} icon
 * @param {string} title
 * @param {string} text
 */
function offer(icon, title, text) {
  return html`<li class="offer">
    <span class="offer-icon">${h(Icon, { name: icon })}</span>
    <h3>${title}</h3>
    <p class="soft">${text}</p>
  </li>`;
}

/** @param {{here: Place, clock: {day: number, time: string}}} props */
function Details({ here, clock }) {
  const hasHours = here.opening_hours.length > 0;
  const hasReach = Boolean(here.address || here.phone || here.email);
  if (!hasHours && !hasReach) return null;
  return html`<div class="welcome-part welcome-details">
    ${hasHours
      ? html`<section aria-labelledby="hours">
          <h2 id="hours">${t("auth.hours.title")}</h2>
          ${h(OpeningTimes, { openings: here.opening_hours, today: clock.day })}
        </section>`
      : null}
    ${hasReach
      ? html`<section class="reach" aria-labelledby="reach">
          <h2 id="reach">${t("auth.reach.title")}</h2>
          ${here.address ? html`<address>${here.address}</address>` : null}
          <ul>
            ${here.phone ? html`<li><a href=${`tel:${dialled(here.phone)}`}>${here.phone}</a></li>` : null}
            ${here.email ? html`<li><a href=${`mailto:${here.email}`}>${here.email}</a></li>` : null}
          </ul>
        </section>`
      : null}
  </div>`;
}

/**
 * Digits, and a plus at the start.
 * @param {string} phone
 */
function dialled(phone) {
  return (phone.trim().startsWith("+") ? "+" : "") + phone.replace(/\D/g, "");
}
