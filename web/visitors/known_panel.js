import { Button } from "../components/button.js";
import { Icon } from "../components/icon.js";
import { Spinner } from "../components/spinner.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { CandidateList } from "./candidate_list.js";

/** @typedef {import("./shapes.js").Candidate} Candidate */

/**
 * "Known already?", beside the form.
 * @param {{ found: readonly Candidate[], state: "idle" | "searching" | "done" | "failed", onTake: (candidate: Candidate) => void }} props
 *  onTake: a person of the place becomes a visitor
 */
export function KnownPanel({ found, state, onTake }) {
  return html`<aside class=${`known${found.length ? " has-found" : ""}`} aria-label=${t("visitors.known.title")}>
    <h2 class="known-title">${state === "searching" ? h(Spinner, { size: 18 }) : h(Icon, { name: found.length ? "people" : "search", size: 18 })} ${t("visitors.known.title")}</h2>
    <p class="small soft" role="status">${said(state, found.length)}</p>
    ${found.length > 0 &&
    h(CandidateList, {
      candidates: found,
      label: t("visitors.known.title"),
      tools: (one) =>
        one.visitor !== null
          ? h(Button, { small: true, tone: one.likeness === "likely" ? "primary" : "quiet", to: `/visitors/${one.visitor}` }, t("visitors.known.open"))
          : h(Button, { small: true, onClick: () => onTake(one) }, t("visitors.known.take")),
    })}
  </aside>`;
}

/** @param {string} state @param {number} count */
function said(state, count) {
  if (state === "idle") return t("visitors.known.idle");
  if (state === "failed") return t("visitors.known.failed");
  if (count > 0) return t("visitors.known.found", { count });
  return t(state === "searching" ? "visitors.known.searching" : "visitors.known.none");
}
