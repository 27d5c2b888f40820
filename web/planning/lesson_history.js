// What was changed when. Staff read the log; the others what the register says of itself.

import { Timeline } from "../components/timeline.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";

/**
 * @typedef {import("../components/timeline.js").TimelineItem} TimelineItem
 * @typedef {{ id: number, at: string, action: string, action_display: string, actor: { name: string } | null,
 *   metadata: Record<string, unknown> }} LogEntry
 */

/** @type {Record<string, Pick<TimelineItem, "icon" | "tone">>} */
const LOOKS = {
  lesson_created: { icon: "plus" },
  lesson_moved: { icon: "arrow_right", tone: "warning" },
  lesson_changed: { icon: "edit" },
  lesson_cancelled: { icon: "cross", tone: "wrong" },
  lesson_substituted: { icon: "person", tone: "warning" },
  opened: { icon: "list" },
  closed: { icon: "check", tone: "good" },
  reopened: { icon: "refresh", tone: "warning" },
};

/** @param {{ log: readonly LogEntry[], register: import("./shapes.js").Register | null }} props */
export function LessonHistory({ log, register }) {
  const items = [...log.map(ofLog), ...(log.length === 0 ? (register?.events ?? []).map(ofRegister) : [])];
  if (items.length === 0) return html`<p class="soft small">${t("planning.history.none")}</p>`;
  items.sort((a, b) => (b.at ?? "").localeCompare(a.at ?? ""));
  return h(Timeline, { items, label: t("planning.history.title") });
}

/** @param {LogEntry} entry @returns {TimelineItem} */
function ofLog({ id, at, action, action_display, actor, metadata }) {
  const reason = typeof metadata.reason === "string" ? metadata.reason : undefined;
  return { id, at, title: action_display, who: actor?.name, text: reason, ...LOOKS[action] };
}

/** @param {import("./shapes.js").RegisterEvent} event @returns {TimelineItem} */
function ofRegister({ at, what, reason, actor_name }) {
  return { id: at, at, title: eventInWords(what), who: actor_name || undefined, text: reason || undefined, ...LOOKS[what] };
}

/** @param {string} what */
function eventInWords(what) {
  if (what === "closed") return t("planning.history.closed");
  return what === "reopened" ? t("planning.history.reopened") : t("planning.history.opened");
}
