// The structure of the school from tables, and into tables: what kind, the table, what it would do, and only then the import.

import { get } from "../api.js";
import { ApiError } from "../api_error.js";
import { Button } from "../components/button.js";
import { Notice } from "../components/notice.js";
import { Page } from "../components/page.js";
import { Section } from "../components/section.js";
import { SelectField } from "../components/select_field.js";
import { Steps } from "../components/steps.js";
import { UploadField } from "../components/upload_field.js";
import { h, html, useEffect, useRef, useState } from "../h.js";
import { t } from "../i18n.js";
import { setQuery } from "../router.js";
import { saveBlob } from "../school/save_blob.js";
import { toast } from "../toasts.js";
import { ImportReport } from "../structure/import_report.js";
import { useSheetImport } from "../structure/import_work.js";
import { KINDS, SHEETS } from "../structure/shapes.js";

/** @typedef {import("../structure/shapes.js").SheetKind} SheetKind */
/** @typedef {ReturnType<typeof useSheetImport>} Work */

const LIMIT = 2 * 1024 * 1024;

/** @param {{ query: URLSearchParams }} props */
export default function SchoolImportPage({ query }) {
  const kind = KINDS.find((one) => one === query.get("kind")) ?? "groups";
  const work = useSheetImport(kind);
  const isDone = work.report !== null && !work.report.dry_run;
  const steps = [t("structure.import.step.table"), t("structure.import.step.check"), t("structure.import.step.import")];
  const form = {
    values: { value: { kind } },
    set: (/** @type {string} */ _, /** @type {string} */ value) => {
      // A report of one kind says nothing of another.
      work.clear();
      setQuery({ kind: value });
    },
    errors: () => [],
  };
  return h(
    Page,
    { title: t("structure.import_export"), lead: t("structure.import.lead"), back: { to: "/school/structure", label: t("core.page.school_structure") } },
    h(Steps, { steps, current: isDone ? 3 : work.report ? 1 : 0, label: t("structure.import.steps") }),
    h(
      Section,
      { title: t("structure.import.kind"), card: true, tools: h(Export, { kind }) },
      h(SelectField, { form, name: "kind", label: t("structure.import.what"), options: KINDS.map((value) => ({ value, label: t(`structure.sheet.${value}`) })) }),
      h(Columns, { kind }),
    ),
    !isDone &&
      h(
        Section,
        { title: t("structure.import.table"), card: true },
        h(UploadField, {
          label: t("structure.import.file"),
          hint: t("structure.import.file_hint"),
          accept: ".csv,.txt,.tsv,text/csv,text/plain",
          maxBytes: LIMIT,
          file: work.file,
          isUploading: work.busy === "check",
          isDisabled: work.busy !== null,
          progress: work.progress,
          onPick: work.check,
          onRemove: work.clear,
          onCancel: work.clear,
        }),
      ),
    h(Checked, { work, isDone }),
  );
}

/** @param {{ kind: SheetKind }} props */
function Columns({ kind }) {
  const { columns, required } = SHEETS[kind];
  return html`<div class="sheet-columns">
    <p class="small">${t("structure.import.columns")}</p>
    <ul role="list">
      ${columns.map((name) => {
        const isNeeded = /** @type {readonly string[]} */ (required).includes(name);
        return html`<li key=${name}><code>${name}</code>${isNeeded && html` <span class="soft small">${t("structure.import.needed")}</span>`}</li>`;
      })}
    </ul>
    <p class="soft small">${t(`structure.sheet.${kind}.about`)}</p>
  </div>`;
}

/** What is there now, as the import reads it: also the best pattern for a new table. @param {{ kind: SheetKind }} props */
function Export({ kind }) {
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    await get("/api/school/export/", { kind }, { as: "blob", timeout: 60_000 })
      .then((blob) => saveBlob(`${t(`structure.sheet.${kind}`).toLowerCase().replace(/\s+/g, "-")}.csv`, blob))
      .catch((error) => toast(error instanceof ApiError ? error.message : t("core.error.unexpected"), { tone: "wrong" }))
      .finally(() => setBusy(false));
  };
  return h(Button, { small: true, icon: "download", busy: isBusy, onClick: save }, t("structure.export"));
}

/** @param {{ work: Work, isDone: boolean }} props */
function Checked({ work, isDone }) {
  const { report, problem, busy } = work;
  const area = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (report || problem) area.current?.scrollIntoView({ block: "nearest" });
  }, [report, problem]);
  const writes = (report?.created ?? 0) + (report?.changed ?? 0);
  const isReady = report !== null && report.dry_run && report.error_count === 0 && writes > 0;
  return html`<div ref=${area} class="stack" aria-live="polite">
    ${problem && h(Notice, { tone: "wrong", title: t("structure.import.refused") }, problem)}
    ${report &&
    h(
      Section,
      { title: t(isDone ? "structure.import.done" : "structure.import.found"), text: isDone ? undefined : t("structure.import.nothing_yet"), card: true },
      report.error_count > 0 && h(Notice, { tone: "wrong", title: t("structure.import.wrong", { count: report.error_count }) }, t("structure.import.wrong_text")),
      report.dry_run && report.error_count === 0 && writes === 0 && h(Notice, { tone: "warning" }, t("structure.import.nothing")),
      h(ImportReport, { report }),
      html`<div class="form-actions">
        ${isReady && h(Button, { tone: "primary", icon: "upload", busy: busy === "import", onClick: () => void work.run() }, t("structure.import.run", { count: writes }))}
        ${isDone && h(Button, { tone: "primary", to: "/school/structure" }, t("core.page.school_structure"))}
        ${h(Button, { tone: "plain", disabled: busy !== null, onClick: work.clear }, t(isDone ? "structure.import.again" : "structure.import.other"))}
      </div>`,
    )}
  </div>`;
}
