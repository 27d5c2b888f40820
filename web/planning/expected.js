// Who is expected at a lesson, and how they are marked.

import { Avatar } from "../components/avatar.js";
import { Badge } from "../components/badge.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Icon } from "../components/icon.js";
import { h, html, useState } from "../h.js";
import { formatTime, t } from "../i18n.js";
import { StatusMark } from "../school/status_mark.js";

/** @typedef {import("./shapes.js").Mark} Mark */

/** More are shown when they are asked for. */
const FIRST = 12;

/** @param {{ register: import("./shapes.js").Register }} props */
export function Expected({ register }) {
  const [isWhole, setWhole] = useState(false);
  const { marks } = register;
  if (marks.length === 0) return h(Empty, { small: true, icon: "people", title: t("planning.expected.none"), text: t("planning.expected.none_text") });
  const shown = isWhole ? marks : marks.slice(0, FIRST);
  return html`<div class="stack">
    ${register.check_in && h(CheckInSum, { sum: register.check_in })}
    ${register.state !== "not_taken" && h(Counts, { marks })}
    <ul class="expected">
      ${shown.map((mark) => html`<li key=${mark.student}>
        ${h(Avatar, { user: initialsOf(mark), size: "small" })}
        <span class="expected-name">${mark.name}</span>
        ${mark.status
          ? h(StatusMark, { status: mark.status, minutes: mark.minutes })
          : h(Unmarked, { mark })}
      </li>`)}
    </ul>
    ${marks.length > FIRST &&
    html`<div>${h(
      Button,
      { tone: "plain", small: true, icon: isWhole ? "chevron_up" : "chevron_down", onClick: () => setWhole(!isWhole), aria: { "aria-expanded": isWhole } },
      isWhole ? t("planning.expected.fewer") : t("planning.expected.all", { count: marks.length }),
    )}</div>`}
  </div>`;
}

/** @param {{ sum: import("../school/shapes.js").CheckInSum }} props */
function CheckInSum({ sum: { opened_at, closed_at, count } }) {
  const words = closed_at
    ? t("planning.check_in.sum", { count, from: formatTime(opened_at), to: formatTime(closed_at) })
    : t("planning.check_in.open", { count });
  return html`<p class="expected-check-in">${h(Icon, { name: "mobile", size: 18 })}<span>${words}</span></p>`;
}

/** A claim that nobody has confirmed, or an absence that was declared. @param {{ mark: Mark }} props */
function Unmarked({ mark: { claim, announced } }) {
  if (claim?.decision === "amber" || claim?.decision === "red") return h(Badge, { tone: "warning", icon: "question" }, t("planning.claim.doubtful"));
  if (claim?.decision === "refused") return h(Badge, { tone: "wrong", icon: "cross" }, t("planning.claim.refused"));
  return announced && h(Badge, { tone: "info", icon: "note" }, t("planning.expected.announced"));
}

/** @param {{ marks: readonly Mark[] }} props */
function Counts({ marks }) {
  /** @type {Map<NonNullable<Mark["status"]>, number>} */
  const counts = new Map();
  for (const { status } of marks) if (status) counts.set(status, (counts.get(status) ?? 0) + 1);
  return html`<ul class="expected-counts">
    ${[...counts].map(([status, count]) => html`<li key=${status}><strong class="figures">${count}</strong> ${h(StatusMark, { status })}</li>`)}
  </ul>`;
}

/** @param {Mark} mark */
function initialsOf({ student, name }) {
  const words = name.trim().split(/\s+/);
  return { id: student, first_name: words[0] ?? "", last_name: words.length > 1 ? words[words.length - 1] : "" };
}
