import { Avatar } from "../components/avatar.js";
import { Badge } from "../components/badge.js";
import { Button } from "../components/button.js";
import { DataTable } from "../components/data_table.js";
import { FilterBar } from "../components/filter_bar.js";
import { Menu } from "../components/menu.js";
import { Pager } from "../components/pager.js";
import { SearchBox } from "../components/search_box.js";
import { h, html, useState } from "../h.js";
import { formatNumber, t } from "../i18n.js";
import { PEOPLE } from "./samples.js";
import { Chapter, Specimen } from "./specimen.js";

/** @typedef {import("./samples.js").SamplePerson} SamplePerson */

export function Lists() {
  return h(
    Chapter,
    { id: "lists", title: t("styleguide.lists.title"), text: t("styleguide.lists.text") },
    h(Specimen, { title: t("styleguide.table.title"), text: t("styleguide.table.text"), isWide: true, children: (_, suffix) => h(List, { suffix }) }),
    h(Specimen, { title: t("styleguide.cards.title"), text: t("styleguide.cards.text"), children: (_, suffix) => h(List, { suffix: ` 2${suffix}` }) }),
  );
}

/** @param {{ suffix: string }} props */
function List({ suffix }) {
  const [text, setText] = useState("");
  const [filters, setFilters] = useState(/** @type {Record<string, string>} */ ({ group: "", state: "active" }));
  const [selected, setSelected] = useState(() => new Set([2]));
  const [sort, setSort] = useState(/** @type {import("../components/data_table.js").Sort} */ ({ key: "last_name", isDescending: false }));
  const rows = PEOPLE.filter((person) => nameOf(person).toLowerCase().includes(text.toLowerCase())).sort(by(sort));
  return html`${h(
    FilterBar,
    { filters: filtersOf(filters), onFilter: (name, value) => setFilters({ ...filters, [name]: value }) },
    h(SearchBox, { value: text, onSearch: setText, label: t("styleguide.table.search") + suffix, placeholder: t("styleguide.table.search") }),
  )}
  ${h(DataTable, {
    caption: t("styleguide.table.title") + suffix,
    columns: columns(),
    rows,
    rowTo: () => "/styleguide#lists",
    rowName: nameOf,
    rowTools: (person) => h(Menu, { label: t("styleguide.table.tools", { name: nameOf(person) }), isSmall: true, items: [{ label: t("styleguide.menu.edit"), icon: "edit" }, { label: t("styleguide.menu.remove"), icon: "trash", isDanger: true, startsGroup: true }] }),
    rowTone: (person) => (person.isActive ? undefined : "muted"),
    selected,
    onSelect: setSelected,
    selectionTools: () => h(Button, { small: true, icon: "print" }, t("styleguide.table.print")),
    sort,
    onSort: setSort,
  })}
  ${h(Pager, { next: "?cursor=2", previous: null, count: 128, shown: rows.length, label: t("core.pager.label") + suffix, onGo: () => {} })}`;
}

/** @param {SamplePerson} person */
const nameOf = (person) => `${person.first_name} ${person.last_name}`;

/** @param {import("../components/data_table.js").Sort} sort @returns {(a: SamplePerson, b: SamplePerson) => number} */
function by({ key, isDescending }) {
  const way = isDescending ? -1 : 1;
  if (key === "rate") return (a, b) => way * (a.rate - b.rate);
  return (a, b) => way * a.last_name.localeCompare(b.last_name);
}

/** @param {Record<string, string>} values @returns {import("../components/filter_bar.js").Filter[]} */
function filtersOf({ group, state }) {
  return [
    { name: "group", label: t("styleguide.table.group"), value: group, options: ["BTS SIO 1", "BTS SIO 2", "CAP Cuisine"].map((value) => ({ value, label: value })) },
    {
      name: "state",
      label: t("styleguide.table.state"),
      value: state,
      options: [
        { value: "active", label: t("styleguide.badges.good") },
        { value: "off", label: t("styleguide.badges.quiet") },
      ],
    },
  ];
}

/** @returns {import("../components/data_table.js").Column<SamplePerson>[]} */
function columns() {
  return [
    {
      key: "last_name",
      label: t("styleguide.table.name"),
      isTitle: true,
      sort: true,
      render: (person) => html`<span class="person-cell">${h(Avatar, { user: person, size: "small" })}<span>${nameOf(person)}</span></span>`,
    },
    { key: "email", label: t("styleguide.fields.email"), isMuted: true },
    { key: "group", label: t("styleguide.table.group") },
    { key: "rate", label: t("styleguide.table.rate"), align: "end", sort: true, render: (person) => t("core.plot.percent", { number: formatNumber(person.rate) }) },
    {
      key: "isActive",
      label: t("styleguide.table.state"),
      render: (person) => (person.isActive ? h(Badge, { tone: "good" }, t("styleguide.badges.good")) : h(Badge, {}, t("styleguide.badges.quiet"))),
    },
  ];
}
