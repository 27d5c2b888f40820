import { html } from "../h.js";
import { t, zone } from "../i18n.js";
import { openRanges, segmentsByDate } from "./calendar_layout.js";
import { dayNumber, dayShort, dayTitle } from "./calendar_names.js";

/**
 * The seven days as buttons, with how much there is on each.
 * @param {{ dates: string[], events: readonly import("./calendar_layout.js").CalendarEvent[], picked: string, today: string,
 *   openings?: readonly import("./calendar_layout.js").Opening[], closedDays?: Readonly<Record<string, string>>,
 *   onPick: (date: string) => void }} props
 */
export function WeekStrip({ dates, events, picked, today, openings, closedDays, onPick }) {
  const days = segmentsByDate(events, dates, zone.value);
  return html`<ul class="strip" aria-label=${t("core.calendar.days")}>
    ${dates.map((date) => {
      const count = days.get(date)?.filter((one) => one.event.status !== "cancelled").length ?? 0;
      const isClosed = Boolean(closedDays?.[date]) || (openings !== undefined && openRanges(openings, date).length === 0);
      const look = ["strip-day", date === today && "is-today", isClosed && "is-closed"].filter(Boolean).join(" ");
      return html`<li key=${date}>
        <button type="button" class=${look} aria-pressed=${date === picked ? "true" : "false"} onClick=${() => onPick(date)}>
          <span class="unseen">${dayTitle(date)}, ${t("core.calendar.events", { count })}</span>
          <span aria-hidden="true" class="strip-name">${dayShort(date).slice(0, 3)}</span>
          <span aria-hidden="true" class="strip-number figures">${dayNumber(date)}</span>
          <span aria-hidden="true" class="strip-dots">${Array.from({ length: Math.min(count, 3) }, (_, dot) => html`<i key=${dot}></i>`)}</span>
        </button>
      </li>`;
    })}
  </ul>`;
}
