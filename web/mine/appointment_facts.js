import { Icon } from "../components/icon.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { place } from "../place.js";
import { placeInLine } from "../appointments/at_place.js";

/** @typedef {import("../appointments/cancel_dialog.js").Appointment} Appointment */
/** @typedef {{ icon: import("../components/icon_shapes.js").IconName, label: string, text: import("../h.js").Children }} Fact */

/** Where it is, how to reach the place, and what was written. @param {{ appointment: Appointment }} props */
export function AppointmentFacts({ appointment }) {
  const facts = coming(appointment);
  if (facts.length === 0) return null;
  return html`<dl class="mine-facts">
    ${facts.map(
      ({ icon, label, text }) => html`<div key=${icon}>
        <dt>${h(Icon, { name: icon, size: 18 })}<span class="unseen">${label}</span></dt>
        <dd>${text}</dd>
      </div>`,
    )}
  </dl>`;
}

/** @param {Appointment} appointment @returns {Fact[]} */
function coming({ location, video_url, message }) {
  const { phone } = place.value;
  // At the place, unless the coach says otherwise.
  const where = location || video_url ? location : placeInLine();
  /** @type {Fact[]} */
  const facts = [];
  if (where) facts.push({ icon: "pin", label: t("mine.place"), text: where });
  if (video_url) {
    const link = html`<a href=${video_url} target="_blank" rel="noopener noreferrer">${t("mine.video_link")}</a>`;
    facts.push({ icon: "camera", label: t("mine.video"), text: link });
  }
  if (phone) {
    const call = html`<a href=${`tel:${phone.replace(/[^+\d]/g, "")}`}>${phone}</a>`;
    facts.push({ icon: "phone", label: t("mine.place_phone"), text: call });
  }
  if (message) facts.push({ icon: "message", label: t("mine.message"), text: t("mine.quoted", { text: message }) });
  return facts;
}
