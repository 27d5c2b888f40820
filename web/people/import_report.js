// What an import would do, or did: counts, and every line that is not right.

import { DataTable } from "../components/data_table.js";
import { Notice } from "../components/notice.js";
import { h, html } from "../h.js";
import { formatNumber, t } from "../i18n.js";
import { fieldLabel } from "./field_labels.js";

/** @typedef {{ row: number, field: string | null, code: string, message: string }} RowError */
/**
 * @typedef {object} Report
 * @property {boolean} dry_run
 * @property {number} rows
 * @property {number} created
 * @property {number} mailed
 * @property {number} without_address
 * @property {number} error_count
 * @property {RowError[]} errors
 * @property {string[]} unknown_headers
 */

/** @param {{ report: Report }} props */
export function ReportCounts({ report }) {
  /** @type {[string, number, "" | "is-wrong"][]} */
  const counts = [
    [t("people.report.rows"), report.rows, ""],
    [report.dry_run ? t("people.report.toCreate") : t("people.report.created"), report.created, ""],
    [report.dry_run ? t("people.report.toMail") : t("people.report.mailed"), report.mailed, ""],
    [t("people.report.withoutAddress"), report.without_address, ""],
    [t("people.report.errors"), report.error_count, report.error_count > 0 ? "is-wrong" : ""],
  ];
  return html`<dl class="report-counts">
    ${counts.map(
      ([label, count, look]) => html`<div key=${label} class=${`report-count ${look}`}>
        <dt>${label}</dt>
        <dd class="figures">${formatNumber(count)}</dd>
      </div>`,
    )}
  </dl>`;
}

/** @param {{ report: Report }} props */
export function UnknownHeaders({ report }) {
  if (report.unknown_headers.length === 0) return null;
  return h(
    Notice,
    { tone: "warning", title: t("people.report.unknownTitle") },
    t("people.report.unknown", { count: report.unknown_headers.length, names: report.unknown_headers.join(", ") }),
  );
}

/** @param {{ report: Report, lines: string[] }} props */
export function ReportErrors({ report, lines }) {
  if (report.errors.length === 0) return null;
  const rows = report.errors.map((error, index) => ({ ...error, id: index }));
  return html`<div class="report-errors">
    ${h(DataTable, {
      caption: t("people.report.errorsCaption"),
      isCaptionSeen: true,
      columns: [
        {
          key: "row",
          label: t("people.report.line"),
          isTitle: true,
          render: (/** @type {RowError} */ error) => t("people.report.lineNumber", { line: String(error.row) }),
        },
        {
          key: "field",
          label: t("people.report.column"),
          render: (/** @type {RowError} */ error) => (error.field ? fieldLabel(error.field) : t("people.report.wholeLine")),
        },
        { key: "message", label: t("people.report.problem") },
        {
          key: "text",
          label: t("people.report.text"),
          isMuted: true,
          render: (/** @type {RowError} */ error) => html`<code class="report-text">${lines[error.row - 1] ?? ""}</code>`,
        },
      ],
      rows,
    })}
    ${report.error_count > report.errors.length
      ? html`<p class="soft small">
          ${t("people.report.moreErrors", { shown: report.errors.length, count: report.error_count })}
        </p>`
      : null}
  </div>`;
}
