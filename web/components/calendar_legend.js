import { h, html } from "../h.js";
import { t, zone } from "../i18n.js";
import { KINDS } from "./calendar_kinds.js";
import { segmentsByDate } from "./calendar_layout.js";
import { Icon } from "./icon.js";

/**
 * The kinds that are seen, and the zone when the reader's own is another one.
 * @param {{ events: readonly import("./calendar_layout.js").CalendarEvent[], dates: string[] }} props
 */
export function CalendarLegend({ events, dates }) {
  const seen = new Set();
  for (const day of segmentsByDate(events, dates, zone.value).values()) {
    for (const segment of day) if (!segment.event.hue) seen.add(segment.event.kind ?? "other");
  }
  const kinds = /** @type {(keyof typeof KINDS)[]} */ (Object.keys(KINDS)).filter((kind) => seen.has(kind));
  const isElsewhere = Intl.DateTimeFormat().resolvedOptions().timeZone !== zone.value;
  if (kinds.length < 2 && !isElsewhere) return null;
  return html`<footer class="week-legend small soft">
    ${kinds.length > 1 &&
    html`<ul class="legend" aria-label=${t("core.calendar.legend")}>
      ${kinds.map(
        (kind) => html`<li key=${kind} class=${`legend-kind hue-${KINDS[kind].hue} kind-${kind}`}>
          ${h(Icon, { name: KINDS[kind].icon, size: 15 })} ${t(KINDS[kind].label)}
        </li>`,
      )}
    </ul>`}
    ${isElsewhere &&
    html`<p class="legend-zone">${h(Icon, { name: "clock", size: 15 })} ${t("core.calendar.zone", { zone: zone.value.replace(/^.*\//, "").replaceAll("_", " ") })}</p>`}
  </footer>`;
}
