// Whose clock is meant: the place's. Said where somebody chooses a time.

import { h, html } from "../h.js";
import { lang, t } from "../i18n.js";
import { Icon } from "../components/icon.js";

/**
 * @param {{ zone: string, at?: string | number }} props zone: an IANA name; at: an instant near the times shown
 */
export function ZoneNote({ zone, at = Date.now() }) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const isElsewhere = offset(own, at) !== offset(zone, at);
  return html`<p class="zone-note">
    ${h(Icon, { name: "clock", size: 16 })}
    <span>
      ${t("appointments.zone.place", { name: nameOf(zone), zone: zone.replaceAll("_", " ") })}
      ${isElsewhere && html` <strong>${t("appointments.zone.elsewhere", { zone: own.replaceAll("_", " ") })}</strong>`}
    </span>
  </p>`;
}

/** "heure d’Europe centrale" @param {string} zone */
function nameOf(zone) {
  return partOf(zone, "longGeneric", Date.now());
}

/** @param {string} zone @param {string | number} at */
function offset(zone, at) {
  return partOf(zone, "longOffset", at);
}

/** @param {string} zone @param {"longGeneric" | "longOffset"} timeZoneName @param {string | number} at */
function partOf(zone, timeZoneName, at) {
  const locale = lang.value === "fr" ? "fr-FR" : "en-GB";
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName }).formatToParts(new Date(at));
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? zone;
}

/**
 * The time on the reader's own clock, when it shows another one than the place's; null otherwise.
 * @param {string | number} instant @param {string} zone
 */
export function ownTime(instant, zone) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (offset(own, instant) === offset(zone, instant)) return null;
  const locale = lang.value === "fr" ? "fr-FR" : "en-GB";
  const options = /** @type {const} */ ({ weekday: "long", hour: "2-digit", minute: "2-digit", timeZone: own });
  return new Intl.DateTimeFormat(locale, options).format(new Date(instant));
}
