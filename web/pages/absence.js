// One absence: what is known of it, its documents, what can still be brought, and the decision.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Loaded } from "../components/loaded.js";
import { Notice } from "../components/notice.js";
import { Page } from "../components/page.js";
import { Section } from "../components/section.js";
import { Fragment, h, html } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { capital } from "../school/lesson_when.js";
import { hasRight, profile } from "../session.js";
import { AbsenceFacts, CoveredLessons } from "../absences/absence_facts.js";
import { absenceInWords, deadlineInWords } from "../absences/absence_when.js";
import { Decision } from "../absences/decision_form.js";
import { DocumentList } from "../absences/document_list.js";
import { JustifyForm } from "../absences/justify_form.js";
import { MOST_DOCUMENTS } from "../absences/shapes.js";
import { standingOf } from "../absences/standing.js";
import { decides } from "../absences/students.js";
import { Withdrawal } from "../absences/withdrawal.js";

/** @typedef {import("../absences/shapes.js").WholeAbsence} WholeAbsence */

/** @param {{ params: Record<string, string> }} props */
export default function AbsencePage({ params }) {
  const load = useLoad(async (signal) => /** @type {WholeAbsence} */ (await get(`/api/absences/${params.id}/`, undefined, { signal })), [params.id]);
  const absence = load.data;
  const isOwn = absence?.student === profile.value?.user.id;
  return h(
    Page,
    {
      title: absence && !isOwn ? t("absences.title_of", { name: absence.student_name }) : t("core.page.absence"),
      lead: absence && capital(absenceInWords(absence)),
      width: decides() ? "wide" : "normal",
      back: { to: "/absences", label: t("core.page.absences") },
      tools: absence && decides() && hasRight("school.statistics")
        ? h(Button, { icon: "chart", to: `/school/statistics?student=${absence.student}&by=module` }, t("absences.statistics"))
        : undefined,
    },
    h(Loaded, { load, shape: "cards", children: (/** @type {WholeAbsence} */ one) => h(Whole, { key: one.id, absence: one, reload: load.reload }) }),
  );
}

/** @param {{ absence: WholeAbsence, reload: () => void }} props */
function Whole({ absence, reload }) {
  const side = absence.can_decide
    ? h(
        Section,
        { title: t("absences.decision.title"), card: true },
        h(Decision, { absence, onDone: reload, onChanged: reload }),
      )
    : absence.can_justify && h(Bring, { absence, reload });
  const isFirst = !absence.can_decide && ["to_justify", "refused_open"].includes(standingOf(absence));
  return html`<div class=${side ? "absence-columns" : ""}>
    <div class="stack">
      ${h(Section, { title: t("absences.facts"), card: true }, h(AbsenceFacts, { absence }), absence.can_withdraw && h(Withdrawal, { absence, onDone: reload }))}
      ${h(Documents, { absence, reload })}
      ${absence.lesson_list.length > 0 &&
      h(Section, { title: t("absences.covered", { count: absence.lesson_list.length }), card: true }, h(CoveredLessons, { lessons: absence.lesson_list }))}
    </div>
    ${side && html`<div class=${isFirst ? "absence-side is-first" : "absence-side"}>${side}</div>`}
  </div>`;
}

/** @param {{ absence: WholeAbsence, reload: () => void }} props */
function Documents({ absence, reload }) {
  const { document_list: documents, can_decide, can_justify } = absence;
  const canAdd = can_decide && can_justify && documents.length < MOST_DOCUMENTS;
  if (documents.length === 0 && !can_decide) return null;
  return h(
    Section,
    { title: t("absences.documents_title"), card: true },
    documents.length > 0 ? h(DocumentList, { documents }) : html`<p class="soft">${t("absences.no_documents")}</p>`,
    // The office enters what was handed over on paper.
    canAdd &&
      html`<details class="absence-add">
        <summary>${t("absences.justify.for_them")}</summary>
        ${h(JustifyForm, { absence, onDone: reload })}
      </details>`,
  );
}

/** @param {{ absence: WholeAbsence, reload: () => void }} props */
function Bring({ absence, reload }) {
  const standing = standingOf(absence);
  return h(
    Section,
    { title: t(absence.documents ? "absences.justify.more" : "absences.justify.title"), card: true },
    h(
      Fragment,
      {},
      standing === "refused_open" && h(Notice, { tone: "warning", title: t("absences.justify.better") }, absence.decision_reason),
      absence.deadline &&
        (standing === "to_justify" || standing === "refused_open") &&
        html`<p>${t("absences.until_long", { until: deadlineInWords(absence.deadline) })}</p>`,
      standing === "justified" && html`<p class="soft">${t("absences.justify.waits")}</p>`,
      standing === "declared" && html`<p class="soft">${t("absences.justify.ahead")}</p>`,
      h(JustifyForm, { absence, onDone: reload }),
    ),
  );
}
