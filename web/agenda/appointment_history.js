// What happened to an appointment, by whom and when.

import { get } from "../api.js";
import { Loaded } from "../components/loaded.js";
import { Timeline } from "../components/timeline.js";
import { instantInWords } from "../appointments/when.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";

/**
 * @typedef {import("./agenda_rows.js").Appointment} Appointment
 * @typedef {import("../components/timeline.js").TimelineItem} TimelineItem
 * @typedef {import("../types/api.js").components["schemas"]["EventBody"]} Happening
 */

/** @param {{ one: Appointment }} props */
export function AppointmentHistory({ one }) {
  const [isOpen, setOpen] = useState(false);
  /** @param {Event} event */
  const toggle = (event) => setOpen(/** @type {HTMLDetailsElement} */ (event.currentTarget).open);
  return html`<details class="agenda-history" onToggle=${toggle}>
    <summary>${t("agenda.history.title")}</summary>
    ${isOpen && h(Happened, { one })}
  </details>`;
}

/** @param {{ one: Appointment }} props */
function Happened({ one }) {
  const load = useLoad(async (signal) => {
    const { events } = await get(`/api/appointments/${one.id}/history/`, undefined, { signal });
    return /** @type {Happening[]} */ (events);
  });
  return h(Loaded, {
    load,
    small: true,
    rows: 2,
    children: (/** @type {Happening[]} */ events) => h(Timeline, { label: t("agenda.history.title"), items: events.map((event, index) => itemOf(event, index, one)) }),
  });
}

/** @type {Record<string, Pick<TimelineItem, "icon" | "tone">>} */
const LOOKS = {
  booked: { icon: "plus", tone: "good" },
  moved: { icon: "arrow_right", tone: "warning" },
  proposed: { icon: "mail", tone: "quiet" },
  cancelled: { icon: "cross", tone: "wrong" },
  marked: { icon: "check", tone: "quiet" },
};

/** @param {Happening} event @param {number} index @param {Appointment} one @returns {TimelineItem} */
function itemOf({ at, what, by_name: who, from, to, status, count }, index, { cancel_reason }) {
  /** @type {Record<string, () => string>} */
  const titles = {
    booked: () => t("agenda.history.booked"),
    moved: () => t("agenda.history.was_moved"),
    proposed: () => t("agenda.history.proposed", { count: count ?? 0 }),
    cancelled: () => t("agenda.history.cancelled"),
    marked: () => t(`agenda.history.marked.${/** @type {"booked" | "held" | "no_show"} */ (status)}`),
  };
  const moved = from && to ? t("agenda.history.moved", { from: instantInWords(from), to: instantInWords(to) }) : undefined;
  return { id: index, at, title: titles[what]?.() ?? what, who: who ?? undefined, text: what === "cancelled" ? cancel_reason : moved, ...LOOKS[what] };
}
