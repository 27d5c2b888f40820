import { Fragment, h, html, useId } from "../h.js";
import { t } from "../i18n.js";
import { Link } from "../router.js";
import { Icon } from "./icon.js";
import { CheckBox } from "./check_box.js";

/**
 * @template Row
 * @typedef {{ key: string, label: string, render?: (row: Row) => import("../h.js").Children, align?: "start" | "end",
 *   isTitle?: boolean, sort?: string | boolean, isMuted?: boolean, isUnseenLabel?: boolean }} Column
 *   `isTitle`: names the row, holds its link, heads its card; `sort`: the name the server orders by, if it is not the key
 */

/** @typedef {{ key: string, isDescending: boolean }} Sort */

/**
 * A table on a desk, cards on a phone. Roles are written out because a browser forgets them when a table is no longer
 * laid out as one.
 * @template {{ id: string | number }} Row
 * @param {{
 *   caption: string,
 *   columns: Column<Row>[],
 *   rows: readonly Row[],
 *   rowTo?: (row: Row) => string,
 *   rowName?: (row: Row) => string,
 *   rowTools?: (row: Row) => import("../h.js").Children,
 *   rowTone?: (row: Row) => "muted" | "wrong" | undefined,
 *   selected?: ReadonlySet<Row["id"]>,
 *   onSelect?: (selected: Set<Row["id"]>) => void,
 *   selectionTools?: (ids: Row["id"][]) => import("../h.js").Children,
 *   sort?: Sort | null,
 *   onSort?: (sort: Sort) => void,
 *   isBusy?: boolean,
 *   isCaptionSeen?: boolean,
 * }} props
 * @returns {import("../h.js").VNode}
 */
export function DataTable(props) {
  const { caption, columns, rows, rowTools, selected, onSelect, selectionTools, onSort, isBusy, isCaptionSeen } = props;
  const id = useId();
  const isSelectable = Boolean(selected && onSelect);
  const ids = rows.map((row) => row.id);
  const chosen = ids.filter((one) => selected?.has(one));
  return html`<div class="table" aria-busy=${isBusy ? "true" : undefined}>
    ${onSort && h(SortSelect, { options: sortOptions(columns), sort: props.sort ?? null, onSort })}
    ${selected && onSelect && h(SelectionBar, { ids, chosen, onSelect, tools: selectionTools?.(chosen) })}
    <table role="table" aria-labelledby=${id}>
      <caption id=${id} class=${isCaptionSeen ? "" : "unseen"}>${caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          ${isSelectable &&
          html`<th role="columnheader" scope="col" class="cell-check"><span class="unseen">${t("core.table.selection")}</span></th>`}
          ${columns.map((column) => heading(column, props.sort ?? null, onSort))}
          ${rowTools && html`<th role="columnheader" scope="col" class="cell-tools"><span class="unseen">${t("core.table.tools")}</span></th>`}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows.map((row) => tableRow(row, props))}
      </tbody>
    </table>
  </div>`;
}

/**
 * @template Row
 * @param {Column<Row>} column @param {Sort | null} sort @param {((sort: Sort) => void) | undefined} onSort
 */
function heading(column, sort, onSort) {
  const look = column.align === "end" ? "cell-end" : "";
  const name = sortName(column);
  if (!name || !onSort) return html`<th key=${column.key} role="columnheader" scope="col" class=${look}>${column.label}</th>`;
  const isCurrent = sort?.key === name;
  const direction = isCurrent ? (sort?.isDescending ? "descending" : "ascending") : undefined;
  const press = () => onSort({ key: name, isDescending: isCurrent && !sort?.isDescending });
  return html`<th key=${column.key} role="columnheader" scope="col" class=${look} aria-sort=${direction}>
    <button type="button" class=${isCurrent ? "sort is-current" : "sort"} onClick=${press}>
      ${column.label}
      ${h(Icon, { name: isCurrent ? (sort?.isDescending ? "arrow_down" : "arrow_up") : "sort", size: 16 })}
    </button>
  </th>`;
}

/** @template Row @param {Column<Row>} column @returns {string | null} */
function sortName(column) {
  if (!column.sort) return null;
  return column.sort === true ? column.key : column.sort;
}

/** @template {{ id: string | number }} Row @param {Row} row @param {Parameters<typeof DataTable<Row>>[0]} props */
function tableRow(row, { columns, rowTo, rowName, rowTools, rowTone, selected, onSelect }) {
  const isSelected = selected?.has(row.id) ?? false;
  const tone = rowTone?.(row);
  const look = [rowTo && "has-link", isSelected && "is-selected", tone && `row-${tone}`, selected && "has-check"];
  const toggle = () => {
    const next = new Set(selected);
    if (!next.delete(row.id)) next.add(row.id);
    onSelect?.(next);
  };
  return html`<tr key=${row.id} role="row" class=${look.filter(Boolean).join(" ")}>
    ${selected &&
    html`<td role="cell" class="cell-check">
      ${h(CheckBox, { label: t("core.table.select", { name: rowName?.(row) ?? String(row.id) }), isChecked: isSelected, onChange: toggle })}
    </td>`}
    ${columns.map((column) => cell(row, column, rowTo))}
    ${rowTools && html`<td role="cell" class="cell-tools">${rowTools(row)}</td>`}
  </tr>`;
}

/** @template Row @param {Row} row @param {Column<Row>} column @param {((row: Row) => string) | undefined} rowTo */
function cell(row, column, rowTo) {
  const plain = /** @type {Record<string, unknown>} */ (row)[column.key];
  const content = column.render ? column.render(row) : /** @type {import("../h.js").Children} */ (plain);
  const isEmpty = content === null || content === undefined || content === "" || content === false;
  const look = [column.align === "end" && "cell-end", column.isMuted && "cell-muted", isEmpty && "cell-empty"];
  if (column.isTitle) {
    // The link lies over the whole row; tools and check box stand above it.
    const title = rowTo ? h(Link, { to: rowTo(row), class: "row-link" }, content) : content;
    return html`<th key=${column.key} role="rowheader" scope="row" class=${["cell-title", ...look].filter(Boolean).join(" ")}>${title}</th>`;
  }
  return html`<td key=${column.key} role="cell" class=${look.filter(Boolean).join(" ")} data-label=${column.isUnseenLabel ? undefined : column.label}>
    ${isEmpty ? h(Fragment, {}, html`<span aria-hidden="true">–</span>`, html`<span class="unseen">${t("core.table.nothing")}</span>`) : content}
  </td>`;
}

/** @template Row @param {Column<Row>[]} columns @returns {{ value: string, label: string }[]} */
function sortOptions(columns) {
  return columns.flatMap((column) => {
    const name = sortName(column);
    if (!name) return [];
    return [
      { value: name, label: t("core.table.ascending", { column: column.label }) },
      { value: `-${name}`, label: t("core.table.descending", { column: column.label }) },
    ];
  });
}

/**
 * On a phone there are no headings to press.
 * @param {{ options: { value: string, label: string }[], sort: Sort | null, onSort: (sort: Sort) => void }} props
 */
function SortSelect({ options, sort, onSort }) {
  const id = useId();
  const value = sort ? `${sort.isDescending ? "-" : ""}${sort.key}` : "";
  /** @param {Event} event */
  const change = (event) => {
    const picked = /** @type {HTMLSelectElement} */ (event.currentTarget).value;
    onSort({ key: picked.replace(/^-/, ""), isDescending: picked.startsWith("-") });
  };
  return html`<div class="table-sort">
    <label for=${id} class="small soft">${t("core.table.sort")}</label>
    <div class="control control-select">
      <select id=${id} value=${value} onChange=${change}>
        ${!sort && html`<option value="">${t("core.table.unsorted")}</option>`}
        ${options.map((option) => html`<option key=${option.value} value=${option.value}>${option.label}</option>`)}
      </select>
      ${h(Icon, { name: "chevron_down", size: 18 })}
    </div>
  </div>`;
}

/**
 * @template {string | number} Id
 * @param {{ ids: Id[], chosen: Id[], onSelect: (ids: Set<Id>) => void, tools?: import("../h.js").Children }} props
 */
function SelectionBar({ ids, chosen, onSelect, tools }) {
  const isAll = ids.length > 0 && chosen.length === ids.length;
  const label = chosen.length ? t("core.table.selected", { count: chosen.length }) : t("core.table.select_all");
  return html`<div class=${chosen.length ? "table-selection is-active" : "table-selection"}>
    ${h(CheckBox, {
      label,
      isLabelSeen: true,
      isChecked: isAll,
      isMixed: chosen.length > 0 && !isAll,
      onChange: () => onSelect(new Set(isAll ? [] : ids)),
    })}
    <div class="row" role="group" aria-label=${t("core.table.bulk")}>${chosen.length > 0 && tools}</div>
  </div>`;
}
