// What happened to an appointment. The log is for staff; a coach sees what the appointment itself knows.

import { get } from "../api.js";
import { Loaded } from "../components/loaded.js";
import { Timeline } from "../components/timeline.js";
import { instantInWords } from "../appointments/when.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { can } from "../session.js";

/**
 * @typedef {import("./agenda_rows.js").Appointment} Appointment
 * @typedef {import("../components/timeline.js").TimelineItem} TimelineItem
 * @typedef {{ id: number, at: string, action: string, action_display: string, actor: { name: string } | null,
 *   metadata: Record<string, unknown> }} Entry
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
    if (!can("can_manage_system")) return [];
    const { results } = await get("/api/logs/", { target: `appointment:${one.id}`, page_size: 50 }, { signal });
    return /** @type {Entry[]} */ (results);
  });
  return h(Loaded, {
    load,
    small: true,
    rows: 2,
    empty: h(Timeline, { label: t("agenda.history.title"), items: ownItems(one) }),
    children: (/** @type {Entry[]} */ entries) => {
      const items = entries.map(itemOf);
      const isBooked = entries.some(({ action }) => action === "appointment_booked");
      return h(Timeline, { label: t("agenda.history.title"), items: isBooked ? items : [...items, bookedItem(one)] });
    },
  });
}

/** @type {Record<string, Pick<TimelineItem, "icon" | "tone">>} */
const LOOKS = {
  appointment_booked: { icon: "plus", tone: "good" },
  appointment_moved: { icon: "arrow_right", tone: "warning" },
  appointment_cancelled: { icon: "cross", tone: "wrong" },
  appointment_marked: { icon: "check", tone: "quiet" },
};

/** @param {Entry} entry @returns {TimelineItem} */
function itemOf({ id, at, action, action_display, actor, metadata }) {
  const { from, to, status } = metadata;
  const isMove = typeof from === "string" && typeof to === "string";
  const isKnown = status === "booked" || status === "held" || status === "no_show";
  const title = action === "appointment_marked" && isKnown ? t(`agenda.history.marked.${status}`) : action_display;
  const text = isMove ? t("agenda.history.moved", { from: instantInWords(from), to: instantInWords(to) }) : undefined;
  return { id, at, title, who: actor?.name, text, ...LOOKS[action] };
}

/** @param {Appointment} one @returns {TimelineItem} */
const bookedItem = (one) => ({ id: "booked", at: one.created_at, title: t("agenda.history.booked"), ...LOOKS.appointment_booked });

/** The newest first; of what came after booking, the appointment does not say when. @param {Appointment} one @returns {TimelineItem[]} */
function ownItems(one) {
  const { status, cancel_reason } = one;
  if (status === "cancelled") {
    return [{ id: "now", title: t("agenda.history.cancelled"), text: cancel_reason, ...LOOKS.appointment_cancelled }, bookedItem(one)];
  }
  if (status === "held" || status === "no_show") {
    return [{ id: "now", title: t(`agenda.history.marked.${status}`), ...LOOKS.appointment_marked }, bookedItem(one)];
  }
  return [bookedItem(one)];
}
