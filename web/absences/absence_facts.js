import { Badge } from "../components/badge.js";
import { html, h } from "../h.js";
import { formatDateTime, t } from "../i18n.js";
import { Link } from "../router.js";
import { capital, dateAt, dayInWords, instantInWords, timesShort } from "../school/lesson_when.js";
import { StatusMark } from "../school/status_mark.js";
import { AbsenceBadge } from "./absence_badge.js";
import { absenceInWords, deadlineInWords } from "./absence_when.js";
import { standingOf } from "./standing.js";

/** @typedef {import("./shapes.js").WholeAbsence} WholeAbsence */

/** What is known of an absence, label by label. @param {{ absence: WholeAbsence }} props */
export function AbsenceFacts({ absence }) {
  const { origin, reason, deadline, created_at, status, decided_by, decided_at, decision_reason, withdrawn_at } = absence;
  const isDecided = status === "accepted" || status === "refused";
  const waits = ["to_justify", "refused_open"].includes(standingOf(absence));
  return html`<dl class="facts absence-facts">
    ${fact(t("absences.field.when"), html`<strong>${capital(absenceInWords(absence))}</strong>`)}
    ${fact(t("absences.field.status"), h(AbsenceBadge, { absence }))}
    ${withdrawn_at && fact(t("absences.field.withdrawn"), capital(instantInWords(withdrawn_at)))}
    ${deadline && !isSettled(absence) && fact(t("absences.field.deadline"), html`<span class=${waits ? "absence-deadline" : ""}>${capital(deadlineInWords(deadline))}</span>`)}
    ${fact(t("absences.field.origin"), t(`absences.origin.${origin}_on`, { at: formatDateTime(created_at) }))}
    ${fact(t("absences.field.reason"), reason ? html`<span class="absence-text">${reason}</span>` : html`<span class="soft">${t("absences.no_reason")}</span>`)}
    ${isDecided && decided_at && fact(t("absences.field.decision"), decisionOf(status, decided_by, decided_at))}
    ${isDecided && decision_reason && fact(t("absences.field.decision_reason"), html`<span class="absence-text">${decision_reason}</span>`)}
  </dl>`;
}

/** @param {WholeAbsence} absence */
const isSettled = ({ status }) => status === "accepted" || status === "withdrawn";

/** @param {string} status @param {string | null} by @param {string} at */
function decisionOf(status, by, at) {
  const word = t(status === "accepted" ? "absences.standing.accepted" : "absences.standing.refused");
  return by ? t("absences.decided_by", { word, name: by, at: formatDateTime(at) }) : t("absences.decided", { word, at: formatDateTime(at) });
}

/** @param {string} label @param {import("../h.js").Children} value */
function fact(label, value) {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}

/** The lessons that it covers, as their registers say. @param {{ lessons: readonly import("./shapes.js").CoveredLesson[] }} props */
export function CoveredLessons({ lessons }) {
  return html`<ul class="rows" role="list">
    ${lessons.map(
      (one) => html`<li key=${one.id}>
        <div class="row-main">
          <p class="row-title">${h(Link, { to: `/lessons/${one.id}`, class: "absence-link" }, one.title)}</p>
          <p class="soft small">${capital(dayInWords(dateAt(one.starts_at)))} · <span class="figures">${timesShort(one)}</span></p>
        </div>
        ${one.status ? h(StatusMark, { status: one.status }) : h(Badge, {}, t("absences.no_mark"))}
      </li>`,
    )}
  </ul>`;
}
