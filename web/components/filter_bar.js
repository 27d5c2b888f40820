import { h, html, useId, useState } from "../h.js";
import { t } from "../i18n.js";
import { Button } from "./button.js";

/**
 * @typedef {{ name: string, label: string, value: string, options: { value: string, label: string }[] }} Filter
 *   an empty value: not filtered
 */

/**
 * Search and filters of a list. On a phone the filters lie behind a button that says how many are set.
 * @param {{ filters: Filter[], onFilter: (name: string, value: string) => void, onClear?: () => void,
 *   children?: import("../h.js").Children }} props `children`: the search box and whatever stands beside it
 */
export function FilterBar({ filters, onFilter, onClear, children }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const set = filters.filter((filter) => filter.value !== "");
  const clear = onClear ?? (() => set.forEach((filter) => onFilter(filter.name, "")));
  return html`<div class="filter-bar">
    <div class="filter-first">
      ${children}
      ${filters.length > 0 &&
      html`<span class="filter-toggle">
        ${h(
          Button,
          { icon: "filter", onClick: () => setOpen(!isOpen), aria: { "aria-expanded": isOpen, "aria-controls": id } },
          set.length ? t("core.filter.set", { count: set.length }) : t("core.filter.label"),
        )}
      </span>`}
    </div>
    <div id=${id} class=${isOpen ? "filters is-open" : "filters"} role="group" aria-label=${t("core.filter.label")}>
      ${filters.map((filter) => h(FilterSelect, { key: filter.name, filter, onFilter }))}
      ${set.length > 0 && h(Button, { tone: "plain", small: true, icon: "cross", onClick: clear }, t("core.filter.clear"))}
    </div>
  </div>`;
}

/** @param {{ filter: Filter, onFilter: (name: string, value: string) => void }} props */
function FilterSelect({ filter, onFilter }) {
  const id = useId();
  const { name, label, value, options } = filter;
  const current = options.find((option) => option.value === value);
  /** @param {Event} event */
  const change = (event) => onFilter(name, /** @type {HTMLSelectElement} */ (event.currentTarget).value);
  return html`<span class=${value ? "filter is-set" : "filter"}>
    <label for=${id}>${label}</label>
    <span class="filter-value" aria-hidden="true">${current?.label ?? t("core.filter.all")}</span>
    <select id=${id} onChange=${change}>
      <option value="" selected=${value === ""}>${t("core.filter.all")}</option>
      ${options
        .filter((option) => option.value !== "")
        .map((option) => html`<option key=${option.value} value=${option.value} selected=${option.value === value}>${option.label}</option>`)}
    </select>
  </span>`;
}
