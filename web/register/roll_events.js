import { Timeline } from "../components/timeline.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";

const ICONS = /** @type {const} */ ({ opened: "edit", closed: "check", reopened: "refresh" });

/** When it was opened, closed and reopened, the newest first. @param {{ events: import("./shapes.js").RegisterEvent[] }} props */
export function RollEvents({ events }) {
  if (events.length === 0) return null;
  const items = [...events].reverse().map(({ at, actor_name, what, reason }, index) => ({
    id: `${at} ${index}`,
    title: t(`register.events.${what}`),
    at,
    who: actor_name || t("register.history.program"),
    text: reason || undefined,
    icon: ICONS[what],
    tone: what === "closed" ? /** @type {const} */ ("good") : /** @type {const} */ ("quiet"),
  }));
  return html`<details class="roll-events">
    <summary>${t("register.events")}</summary>
    ${h(Timeline, { label: t("register.events"), items })}
  </details>`;
}
