// The place's opening hours: one line that says what counts now, and the week.
import { html } from "../h.js";
import { t } from "../i18n.js";
import { useNow } from "./now.js";
import { openState, wallClock, week } from "../opening_hours.js";

const DAYS = /** @type {const} */ ([
  "auth.day.1",
  "auth.day.2",
  "auth.day.3",
  "auth.day.4",
  "auth.day.5",
  "auth.day.6",
  "auth.day.7",
]);

/**
 * The wall clock of the place, which goes on while the page is open.
 * @param {string} zone
 * @returns {{day: number, time: string}}
 */
export function useWallClock(zone) {
  return wallClock(new Date(useNow(undefined)), zone);
}

/**
 * @param {{openings: import("../opening_hours.js").Opening[], clock: {day: number, time: string}}} props
 */
export function OpenNow({ openings, clock }) {
  const state = openState(openings, clock);
  return html`<p class=${state.isOpen ? "open-now is-open" : "open-now"}>${sentence(state)}</p>`;
}

/** @param {ReturnType<typeof openState>} state */
function sentence(state) {
  if (state.isOpen) return state.until ? t("auth.hours.openUntil", { time: shown(state.until) }) : t("auth.hours.open");
  if (!state.opens) return t("auth.hours.closed");
  const { day, inDays } = state.opens;
  const time = shown(state.opens.time);
  if (inDays === 0) return t("auth.hours.opensToday", { time });
  if (inDays === 1) return t("auth.hours.opensTomorrow", { time });
  return t("auth.hours.opensOn", { day: t(dayKey(day)).toLowerCase(), time });
}

/** @param {number} day */
function dayKey(day) {
  return DAYS[day - 1] ?? DAYS[0];
}

/** @param {string} time */
function shown(time) {
  return time === "24:00" ? "00:00" : time;
}

/**
 * @param {{openings: import("../opening_hours.js").Opening[], today: number}} props
 */
export function OpeningTimes({ openings, today }) {
  const rows = week(openings).map(
    (each) => html`<tr class=${each.day === today ? "is-today" : ""} aria-current=${each.day === today ? "date" : undefined}>
      <th scope="row">${t(dayKey(each.day))}</th>
      <td>
        ${each.openings.length === 0
          ? html`<span class="soft">${t("auth.hours.dayClosed")}</span>`
          : each.openings.map((opening) => html`<span>${shown(opening.opens)}–${shown(opening.closes)}</span> `)}
      </td>
    </tr>`,
  );
  return html`<table class="opening-times">
    <caption class="unseen">
      ${t("auth.hours.title")}
    </caption>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
