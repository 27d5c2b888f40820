// Weekly series, one below the other.

import { DataTable } from "../components/data_table.js";
import { Pager } from "../components/pager.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { ruleInWords, spanInWords } from "./rule_words.js";

/** @typedef {import("./shapes.js").Series} Series */

/**
 * @param {{ found: { results: Series[], next: string | null, previous: string | null, count: number | null }, today: string,
 *   onGo: (to: string) => void }} props
 */
export function SeriesTable({ found, today, onGo }) {
  return html`<div class="stack">
    ${h(DataTable, {
      caption: t("core.page.series_list"),
      columns: columns(),
      rows: inOrder(found),
      rowTo: (/** @type {Series} */ { id }) => `/series/${id}`,
      rowTone: (/** @type {Series} */ { last_day }) => (last_day < today ? "muted" : undefined),
    })}
    ${h(Pager, { next: found.next, previous: found.previous, count: found.count ?? undefined, shown: found.results.length, onGo })}
  </div>`;
}

/** A whole list reads like a week. @param {{ results: Series[], next: string | null, previous: string | null }} found */
function inOrder({ results, next, previous }) {
  if (next || previous) return results;
  return [...results].sort((a, b) => a.weekday - b.weekday || a.from_time.localeCompare(b.from_time));
}

/** @returns {import("../components/data_table.js").Column<Series>[]} */
function columns() {
  const names = (/** @type {{ name: string }[]} */ all) => all.map(({ name }) => name).join(", ");
  return [
    { key: "title", label: t("planning.series.column.title"), isTitle: true },
    {
      key: "rule",
      label: t("planning.series.column.rule"),
      render: (row) => html`<span class="series-rule"><span>${ruleInWords(row)}</span> <span class="soft small">${spanInWords(row)}</span></span>`,
    },
    { key: "groups", label: t("planning.field.groups"), render: ({ groups }) => names(groups) },
    { key: "professors", label: t("planning.field.professors"), render: ({ professors }) => names(professors) },
    { key: "room", label: t("school.field.room"), render: ({ room }) => room?.name ?? "" },
  ];
}
