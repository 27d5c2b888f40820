import { Avatar } from "../components/avatar.js";
import { IconButton } from "../components/button.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { spanText } from "../seats/time_left.js";
import { nameOf } from "../seats/visitor_search.js";

/**
 * `day`: what is left of it, null where there is no limit; not every answer tells it.
 * @typedef {import("../seats/shapes.js").FoundVisitor & { active_session?: number | null,
 *   day?: { minutes_left: number | null, minutes_per_session: number | null } }} Visitor
 */

/** @param {{ visitor: Visitor, onClear: () => void }} props */
export function PickedVisitor({ visitor, onClear }) {
  const left = visitor.day?.minutes_left;
  const facts = [visitor.category_name, typeof left === "number" && t("room.code.left_today", { span: spanText(left * 60) })].filter(Boolean);
  return html`<div class="picked-visitor">
    ${h(Avatar, { user: { ...visitor, id: visitor.user } })}
    <span class="picked-words">
      <span class="picked-name">${nameOf(visitor)}</span>
      <span class=${`small ${visitor.active_session ? "is-wrong" : "soft"}`}>${visitor.active_session ? t("room.code.is_in") : facts.join(" · ")}</span>
    </span>
    ${h(IconButton, { icon: "cross", label: t("room.code.other_visitor"), onClick: onClear })}
  </div>`;
}
