// What became of a lesson, as everybody may know who sees it; and what the register says of itself.

import { Timeline } from "../components/timeline.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { changesInWords } from "./history_words.js";

/**
 * @typedef {import("../components/timeline.js").TimelineItem} TimelineItem
 * @typedef {import("./shapes.js").LessonEvent} LessonEvent
 */

/** @type {Record<string, Pick<TimelineItem, "icon" | "tone">>} */
const LOOKS = {
  created: { icon: "plus" },
  moved: { icon: "arrow_right", tone: "warning" },
  changed: { icon: "edit" },
  cancelled: { icon: "cross", tone: "wrong" },
  substituted: { icon: "person", tone: "warning" },
  opened: { icon: "list" },
  closed: { icon: "check", tone: "good" },
  reopened: { icon: "refresh", tone: "warning" },
};

const KNOWN = /** @type {const} */ (["created", "moved", "changed", "cancelled", "substituted", "opened", "closed", "reopened"]);

/** @param {{ events: readonly LessonEvent[], register: import("./shapes.js").Register | null }} props */
export function LessonHistory({ events, register }) {
  const items = [...events.map(ofLesson), ...(register?.events ?? []).map(ofRegister)];
  if (items.length === 0) return html`<p class="soft small">${t("planning.history.none")}</p>`;
  items.sort((a, b) => (b.at ?? "").localeCompare(a.at ?? ""));
  return h(Timeline, { items, label: t("planning.history.title") });
}

/** @param {LessonEvent} event @param {number} index @returns {TimelineItem} */
function ofLesson({ at, actor, kind, changes, reason }, index) {
  const facts = kind === "created" || kind === "cancelled" ? [] : changesInWords(changes);
  const text = (facts.length > 0 || reason) && html`
    ${facts.length > 0 && html`<ul class="history-facts">${facts.map((fact) => html`<li key=${fact}>${fact}</li>`)}</ul>`}
    ${reason && html`<p class="lesson-said">${reason}</p>`}`;
  return { id: `lesson ${index}`, at, title: eventInWords(kind), who: actor?.name, text: text || undefined, ...LOOKS[kind] };
}

/** @param {import("./shapes.js").RegisterEvent} event @param {number} index @returns {TimelineItem} */
function ofRegister({ at, what, reason, actor_name }, index) {
  return { id: `register ${index}`, at, title: eventInWords(what), who: actor_name || undefined, text: reason || undefined, ...LOOKS[what] };
}

/** @param {string} kind */
function eventInWords(kind) {
  const known = KNOWN.find((one) => one === kind);
  return t(known ? `planning.history.${known}` : "planning.history.changed");
}
