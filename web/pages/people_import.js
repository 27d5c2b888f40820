// People from a table: which role, the table, what it would do, and only then the import.

import { Button } from "../components/button.js";
import { Notice } from "../components/notice.js";
import { Page } from "../components/page.js";
import { Progress } from "../components/progress.js";
import { Section } from "../components/section.js";
import { Steps } from "../components/steps.js";
import { Fragment, h, html, useEffect, useRef, useState } from "../h.js";
import { t } from "../i18n.js";
import { CsvColumns, CsvSourceField } from "../people/import_source.js";
import { ReportCounts, ReportErrors, UnknownHeaders } from "../people/import_report.js";
import { useImport } from "../people/import_work.js";
import { PROFILE_KINDS, ROLE_OF } from "../people/kinds.js";
import { useSubjects } from "../people/modules.js";
import { RadioCards } from "../people/radio_cards.js";
import { mayGive } from "../people/rank.js";

/** @typedef {import("../people/kinds.js").ProfileKind} ProfileKind */
/** @typedef {import("../people/import_work.js").ImportWork} ImportWork */

/** @param {{ query: URLSearchParams }} props */
export default function PeopleImportPage({ query }) {
  const kinds = PROFILE_KINDS.filter((kind) => mayGive(ROLE_OF[kind]));
  const [kind, setKind] = useState(
    /** @type {ProfileKind} */ (kinds.find((one) => one === query.get("kind")) ?? "students"),
  );
  const work = useImport(kind);
  const subjects = useSubjects().data ?? [];
  const isDone = work.report !== null && !work.report.dry_run;
  const steps = [t("people.import.step.table"), t("people.import.step.check"), t("people.import.step.import")];

  return h(
    Page,
    {
      title: t("people.import.title"),
      lead: t("people.import.lead"),
      back: { to: `/people?kind=${kind}`, label: t("people.person.back") },
    },
    html`<div class="people-import">
      ${h(Steps, { steps, current: isDone ? 3 : work.report ? 1 : 0, label: t("people.import.steps") })}
      ${isDone
        ? h(Done, { work, kind })
        : h(
            Fragment,
            {},
            h(
              Section,
              { title: t("people.import.kind") },
              h(RadioCards, {
                label: t("people.import.kind"),
                value: kind,
                options: kinds.map((one) => ({ value: one, label: t(`people.kind.${one}`) })),
                onPick: (picked) => {
                  // A report of one role says nothing of another.
                  work.clear();
                  setKind(picked);
                },
              }),
            ),
            h(CsvColumns, { kind, subjects }),
            h(Section, { title: t("people.import.table"), card: true }, h(CsvSourceField, { work })),
            h(Checked, { work, kind }),
          )}
    </div>`,
  );
}

/** What the dry run has found, and the button that leads on. @param {{ work: ImportWork, kind: ProfileKind }} props */
function Checked({ work, kind }) {
  const { report, problem, busy } = work;
  const area = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (report || problem) area.current?.scrollIntoView({ block: "nearest" });
  }, [report, problem]);
  const isReady = report !== null && report.error_count === 0 && report.created > 0;
  return html`<div class="import-checked" ref=${area} aria-live="polite">
    ${problem ? h(Notice, { tone: "wrong", title: t("people.import.refused") }, problem) : null}
    ${report
      ? h(
          Section,
          { title: t("people.import.found"), text: t("people.import.nothingYet"), card: true },
          h(ReportCounts, { report }),
          h(UnknownHeaders, { report }),
          report.error_count > 0
            ? h(Notice, { tone: "wrong", title: t("people.import.wrongTitle", { count: report.error_count }) }, t("people.import.wrongText"))
            : null,
          report.error_count === 0 && report.created === 0
            ? h(Notice, { tone: "warning" }, t("people.import.nobody"))
            : null,
          h(ReportErrors, { report, lines: work.source?.lines ?? [] }),
          isReady ? h(Notice, { tone: "info" }, readyText(report)) : null,
          busy === "import" ? h(Progress, { label: t("people.import.running"), value: work.progress, max: 1 }) : null,
          html`<div class="form-actions">
            ${isReady
              ? h(
                  Button,
                  { tone: "primary", icon: "upload", busy: busy === "import", onClick: () => void work.run() },
                  t(`people.import.run.${kind}`, { count: report.created }),
                )
              : null}
            ${h(Button, { tone: "plain", disabled: busy !== null, onClick: work.clear }, t("people.import.other"))}
          </div>`,
        )
      : null}
  </div>`;
}

/** @param {import("../people/import_report.js").Report} report */
function readyText(report) {
  const mails = t("people.import.willMail", { count: report.mailed });
  return report.without_address > 0
    ? `${mails} ${t("people.import.willSlip", { count: report.without_address })}`
    : mails;
}

/** @param {{ work: ImportWork, kind: ProfileKind }} props */
function Done({ work, kind }) {
  const { report } = work;
  if (!report) return null;
  return h(
    Section,
    { title: t("people.import.doneTitle"), card: true },
    h(
      Notice,
      { tone: "good", isLive: true },
      t(`people.import.done.${kind}`, { count: report.created }),
    ),
    h(ReportCounts, { report }),
    report.without_address > 0
      ? h(Notice, { tone: "info" }, t("people.import.slips", { count: report.without_address }))
      : null,
    html`<div class="form-actions">
      ${h(Button, { tone: "primary", to: `/people?kind=${kind}&ordering=-created_at` }, t("people.import.show"))}
      ${h(Button, { tone: "quiet", onClick: work.clear }, t("people.import.again"))}
    </div>`,
  );
}
