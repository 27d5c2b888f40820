// How the school is made up: years with their terms, groups within groups, programmes with what is taught in them.

import { get } from "../api.js";
import { Button, IconButton } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Page } from "../components/page.js";
import { Section } from "../components/section.js";
import { SelectField } from "../components/select_field.js";
import { Fragment, h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { setQuery } from "../router.js";
import { dated } from "../school/dated.js";
import { dateAt } from "../school/lesson_when.js";
import { GroupTree } from "../structure/group_tree.js";
import { ProgrammeList } from "../structure/programme_list.js";
import { Record } from "../structure/records.js";
import { presentYear, treeOf } from "../structure/tree.js";

/** @typedef {import("../structure/shapes.js").Year} Year */
/** @typedef {import("../structure/shapes.js").Structure} Structure */
/** @typedef {import("../structure/records.js").Opened} Opened */
/** @typedef {{ years: Year[], year: Year | undefined, structure: Structure }} Whole */

/** @param {{ query: URLSearchParams }} props */
export default function SchoolStructurePage({ query }) {
  const wanted = query.get("year") ?? "";
  const load = useLoad((signal) => loadWhole(wanted, signal), [wanted]);
  const [opened, setOpened] = useState(/** @type {Opened | null} */ (null));
  return h(
    Page,
    {
      title: t("core.page.school_structure"),
      lead: t("structure.lead"),
      width: "wide",
      tools: h(Button, { icon: "upload", to: "/school/structure/import" }, t("structure.import_export")),
    },
    h(Loaded, { load, shape: "cards", rows: 4, children: (/** @type {Whole} */ whole) => h(Shown, { whole, onOpen: setOpened }) }),
    opened &&
      load.data &&
      h(Record, {
        opened,
        year: load.data.year,
        structure: load.data.structure,
        onClose: () => setOpened(null),
        onDone: () => {
          setOpened(null);
          load.reload();
        },
      }),
  );
}

/** @param {string} wanted id of a year @param {AbortSignal} signal @returns {Promise<Whole>} */
async function loadWhole(wanted, signal) {
  const list = async (/** @type {string} */ path, query = {}) => (await get(path, { page_size: 200, ...query }, { signal })).results;
  const years = /** @type {Year[]} */ (await list("/api/school-years/"));
  const year = years.find(({ id }) => String(id) === wanted) ?? presentYear(years, dateAt());
  const ofYear = (/** @type {string} */ path) => (year ? list(path, { year: year.id }) : []);
  const [terms, programmes, taught, groups, subjects] = await Promise.all([
    ofYear("/api/terms/"),
    list("/api/programmes/"),
    ofYear("/api/taught-modules/"),
    ofYear("/api/groups/"),
    list("/api/modules/"),
  ]);
  return { years, year, structure: { terms, programmes, taught, groups, subjects } };
}

/** @param {{ whole: Whole, onOpen: (opened: Opened) => void }} props */
function Shown({ whole: { years, year, structure }, onOpen }) {
  const { groups, programmes } = structure;
  if (!year) {
    return h(Empty, {
      icon: "school",
      title: t("structure.empty"),
      text: t("structure.empty_text"),
      action: h(
        Fragment,
        {},
        h(Button, { tone: "primary", icon: "plus", onClick: () => onOpen({ kind: "year", record: null }) }, t("structure.year.new")),
        h(Button, { icon: "upload", to: "/school/structure/import" }, t("structure.import")),
      ),
    });
  }
  const addGroup = h(Button, { small: true, icon: "plus", onClick: () => onOpen({ kind: "group", record: null }) }, t("structure.group.new"));
  const addProgramme = h(Button, { small: true, icon: "plus", onClick: () => onOpen({ kind: "programme", record: null }) }, t("structure.programme.new"));
  return html`<div class="structure">
    ${h(YearPart, { years, year, terms: structure.terms, onOpen })}
    <div class="structure-columns">
      ${h(
        Section,
        { title: t("structure.groups"), card: true, tools: addGroup },
        groups.length
          ? h(GroupTree, {
              nodes: treeOf(groups),
              deeds: { onAdd: (parent) => onOpen({ kind: "group", record: null, parent }), onChange: (record) => onOpen({ kind: "group", record }) },
            })
          : h(Empty, { icon: "people", small: true, title: t("structure.no_groups"), text: t("structure.no_groups_text") }),
      )}
      ${h(
        Section,
        { title: t("structure.programmes"), card: true, tools: addProgramme },
        programmes.length
          ? h(ProgrammeList, { structure, hasYear: true, onOpen })
          : h(Empty, { icon: "lesson", small: true, title: t("structure.no_programmes"), text: t("structure.no_programmes_text") }),
      )}
    </div>
  </div>`;
}

/** @param {{ years: Year[], year: Year, terms: readonly import("../structure/shapes.js").Term[], onOpen: (opened: Opened) => void }} props */
function YearPart({ years, year, terms, onOpen }) {
  const form = {
    values: { value: { year: year.id } },
    set: (/** @type {string} */ _, /** @type {number} */ id) => setQuery({ year: id }),
    errors: () => [],
  };
  const ordered = [...terms].sort((a, b) => a.starts_on.localeCompare(b.starts_on));
  return html`<section class="structure-year card card-normal card-posts" aria-label=${t("structure.year")}>
    <div class="structure-year-top">
      ${years.length > 1
        ? h(SelectField, { form, name: "year", label: t("structure.year"), options: [...years].sort((a, b) => b.starts_on.localeCompare(a.starts_on)).map(({ id, name }) => ({ value: id, label: name })) })
        : html`<h2>${year.name}</h2>`}
      <p class="soft">${fromTo(year, "long")}</p>
      <span class="row">
        ${h(IconButton, { icon: "edit", label: t("structure.change_of", { name: year.name }), onClick: () => onOpen({ kind: "year", record: year }) })}
        ${h(Button, { small: true, tone: "plain", icon: "plus", onClick: () => onOpen({ kind: "year", record: null }) }, t("structure.year.new"))}
      </span>
    </div>
    <ul class="terms" role="list">
      ${ordered.map(
        (term) => html`<li key=${term.id}>
          <button type="button" class="term" onClick=${() => onOpen({ kind: "term", record: term })}>
            <strong>${term.name}</strong>
            <span class="soft small">${fromTo(term, "medium")}</span>
          </button>
        </li>`,
      )}
      <li>${h(Button, { small: true, tone: "plain", icon: "plus", onClick: () => onOpen({ kind: "term", record: null }) }, t("structure.term.new"))}</li>
    </ul>
  </section>`;
}

/** @param {{ starts_on: string, ends_on: string }} period @param {"long" | "medium"} style */
function fromTo({ starts_on, ends_on }, style) {
  return t("structure.from_to", { from: dated(starts_on, style), to: dated(ends_on, style) });
}
