import { Avatar } from "../components/avatar.js";
import { Badge } from "../components/badge.js";
import { h, html } from "../h.js";
import { formatRelative, t } from "../i18n.js";
import { picturedVisitor, visitorName } from "./visitor_field.js";
import { bornText } from "./visitors_list.js";

/** @typedef {import("./shapes.js").Candidate} Candidate */

/**
 * People who may be the same one.
 * @param {{ candidates: readonly Candidate[], label: string, tools: (candidate: Candidate) => import("../h.js").Children }} props
 */
export function CandidateList({ candidates, label, tools }) {
  return html`<ul class="candidates" aria-label=${label}>
    ${candidates.map(
      (one) => html`<li key=${one.user} class="candidate">
        ${h(Avatar, { user: picturedVisitor(one), size: "large" })}
        <div class="candidate-words">
          <p class="candidate-name"><strong>${visitorName(one)}</strong> ${h(Badge, { tone: one.likeness === "likely" ? "warning" : "quiet" }, t(`visitors.likeness.${one.likeness}`))}</p>
          <p class="soft small">${bornText(one)}</p>
          <p class="soft small">${one.visitor === null ? t("visitors.double.known_elsewhere") : visitText(one.last_visit_at)}</p>
          ${one.reasons.length > 0 && html`<p class="small">${t("visitors.reasons", { list: one.reasons.map((reason) => t(`visitors.reason.${reason}`)).join(", ") })}</p>`}
          <div class="candidate-tools">${tools(one)}</div>
        </div>
      </li>`,
    )}
  </ul>`;
}

/** @param {string | null} at */
const visitText = (at) => (at ? t("visitors.double.came", { when: formatRelative(at) }) : t("visitors.double.never_came"));
