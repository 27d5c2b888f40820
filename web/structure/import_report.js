import { DataTable } from "../components/data_table.js";
import { Notice } from "../components/notice.js";
import { h, html } from "../h.js";
import { formatNumber, t } from "../i18n.js";

/** @typedef {import("./import_work.js").Report} Report */

/** What an import would do, or did, and every line that is not right. @param {{ report: Report }} props */
export function ImportReport({ report }) {
  const { dry_run, rows, created, changed, unchanged, error_count, errors, unknown_headers } = report;
  /** @type {[string, number, string][]} */
  const counts = [
    [t("structure.report.rows"), rows, ""],
    [t(dry_run ? "structure.report.to_create" : "structure.report.created"), created, ""],
    [t(dry_run ? "structure.report.to_change" : "structure.report.changed"), changed, ""],
    ...(unchanged === undefined ? [] : [/** @type {[string, number, string]} */ ([t("structure.report.unchanged"), unchanged, ""])]),
    [t("structure.report.errors"), error_count, error_count > 0 ? "is-wrong" : ""],
  ];
  return html`<div class="stack">
    <dl class="report">
      ${counts.map(([label, count, look]) => html`<div key=${label} class=${`report-one ${look}`}><dt>${label}</dt><dd class="figures">${formatNumber(count)}</dd></div>`)}
    </dl>
    ${unknown_headers.length > 0 && h(Notice, { tone: "warning" }, t("structure.report.unknown", { names: unknown_headers.join(", ") }))}
    ${errors.length > 0 &&
    h(DataTable, {
      caption: t("structure.report.wrong"),
      isCaptionSeen: true,
      columns: [
        { key: "row", label: t("structure.report.line"), isTitle: true, render: (/** @type {{ row: number }} */ { row }) => t("structure.report.line_number", { line: String(row) }) },
        { key: "field", label: t("structure.report.column"), render: (/** @type {{ field: string | null }} */ { field }) => field && html`<code>${field}</code>` },
        { key: "message", label: t("structure.report.problem") },
      ],
      rows: errors.map((error, id) => ({ ...error, id })),
    })}
    ${error_count > errors.length && html`<p class="soft small">${t("structure.report.more", { shown: errors.length, count: error_count })}</p>`}
  </div>`;
}
