import { Avatar } from "../components/avatar.js";
import { IconButton } from "../components/button.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { spanText } from "../seats/time_left.js";
import { nameOf } from "../seats/visitor_search.js";

/**
 * @typedef {import("../seats/shapes.js").FoundVisitor & { open_session?: number | null,
 *   statistics?: { minutes_left_today?: number | null, minutes_per_session?: number } }} Visitor
 */

/** @param {{ visitor: Visitor, onClear: () => void }} props */
export function PickedVisitor({ visitor, onClear }) {
  const left = visitor.statistics?.minutes_left_today;
  const facts = [visitor.category_name, typeof left === "number" && t("room.code.left_today", { span: spanText(left * 60) })].filter(Boolean);
  return html`<div class="picked-visitor">
    ${h(Avatar, { user: visitor })}
    <span class="picked-words">
      <span class="picked-name">${nameOf(visitor)}</span>
      <span class=${`small ${visitor.open_session ? "is-wrong" : "soft"}`}>${visitor.open_session ? t("room.code.is_in") : facts.join(" · ")}</span>
    </span>
    ${h(IconButton, { icon: "cross", label: t("room.code.other_visitor"), onClick: onClear })}
  </div>`;
}
