import { Button } from "../components/button.js";
import { DataTable } from "../components/data_table.js";
import { Empty } from "../components/empty.js";
import { SearchBox } from "../components/search_box.js";
import { h, html, useState } from "../h.js";
import { formatNumber, t } from "../i18n.js";
import { minutesInWords } from "../school/lesson_when.js";
import { pathBehind } from "./rates_query.js";
import { fold, sorted, under } from "./sums.js";
import { RateBar } from "./totals.js";

/** @typedef {import("./shapes.js").FigureRow} FigureRow */
/** @typedef {import("./rates_query.js").RatesQuery} RatesQuery */
/** @typedef {FigureRow & { id: string }} Row */

/** More rows than these are searched, and at first only so many are drawn. */
const MANY = 15;
const SHOWN = 100;

/** @param {{ rows: readonly FigureRow[], asked: RatesQuery, limit: number, go: (change: Partial<RatesQuery>) => void }} props `limit`: percent */
export function FiguresTable({ rows, asked, limit, go }) {
  const [search, setSearch] = useState("");
  const [isWhole, setWhole] = useState(false);
  const { view } = asked;
  const by = /** @type {import("./shapes.js").By} */ (view);
  const isNamed = by === "student" || by === "group" || by === "module" || by === "professor";
  const found = search ? rows.filter(({ name }) => fold(name).includes(fold(search))) : rows;
  const ordered = sorted(found, asked.sort).map((row) => ({ ...row, id: String(row.key) }));
  const shown = isWhole ? ordered : ordered.slice(0, SHOWN);
  const sort = asked.sort ? { key: asked.sort.replace(/^-/, ""), isDescending: asked.sort.startsWith("-") } : null;
  const low = by === "student" ? under(rows, limit) : 0;
  return html`<div class="rates-table">
    ${by === "student" && html`<p class=${low ? "rates-low" : "soft small"}>${t(low ? "rates.limit_under" : "rates.limit_none", { count: low, limit })}</p>`}
    ${isNamed && rows.length > MANY && h(SearchBox, { value: search, label: t("rates.search"), onSearch: setSearch })}
    ${shown.length === 0
      ? h(Empty, { icon: "search", small: true, title: t("rates.none_found"), action: h(Button, { small: true, onClick: () => setSearch("") }, t("rates.search_clear")) })
      : h(DataTable, {
          caption: t(`rates.caption.${by}`),
          columns: columns(rows, by, limit),
          rows: shown,
          rowTo: (row) => pathBehind(asked, row.key) ?? "",
          sort,
          onSort: (next) => go({ sort: `${next.isDescending ? "-" : ""}${next.key}` }),
        })}
    ${shown.length < ordered.length && html`<p>${h(Button, { onClick: () => setWhole(true) }, t("rates.show_all", { count: ordered.length }))}</p>`}
  </div>`;
}

/**
 * Columns that are empty all the way down are left out, so that those with something in them have room.
 * @param {readonly FigureRow[]} rows @param {import("./shapes.js").By} by @param {number} limit percent
 * @returns {import("../components/data_table.js").Column<Row>[]}
 */
function columns(rows, by, limit) {
  const has = (/** @type {keyof import("./shapes.js").Figures} */ name) => rows.some((row) => row[name] > 0);
  const count = (/** @type {"planned" | "present" | "late" | "absent" | "left_early" | "remote"} */ name) => ({
    key: name,
    label: t(`rates.count.${name}`),
    align: /** @type {const} */ ("end"),
    sort: true,
    render: (/** @type {Row} */ row) => formatNumber(row[name]),
  });
  return [
    { key: "name", label: t(`rates.by.${by}`), isTitle: true, sort: true },
    { key: "rate", label: t("rates.count.rate"), sort: true, render: (row) => h(RateBar, { rate: row.rate, low: limit }) },
    count("planned"),
    count("present"),
    count("absent"),
    { key: "excused", label: t("rates.count.excused"), align: "end", sort: true, render: excused },
    count("late"),
    ...(has("left_early") ? [count("left_early")] : []),
    ...(has("remote") ? [count("remote")] : []),
    {
      key: "minutes_given",
      label: t("rates.count.hours"),
      align: "end",
      sort: true,
      render: (row) => html`<span class="rates-two">
        <span>${minutesInWords(row.minutes_given)}</span>
        <span class="soft small">${t("rates.hours_of", { planned: minutesInWords(row.minutes_planned) })}</span>
      </span>`,
    },
  ];
}

/** @param {Row} row */
function excused({ excused: all, justified }) {
  if (!justified) return formatNumber(all);
  return html`<span class="rates-two"><span>${formatNumber(all)}</span> <span class="soft small">${t("rates.justified_of", { count: justified })}</span></span>`;
}
