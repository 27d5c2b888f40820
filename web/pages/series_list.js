// The weekly series: those that run, or all of them.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { FilterBar } from "../components/filter_bar.js";
import { Loaded } from "../components/loaded.js";
import { Page } from "../components/page.js";
import { SearchBox } from "../components/search_box.js";
import { Segments } from "../components/segments.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { useGroups, useModules, useRooms } from "../planning/choices.js";
import { groupPaths } from "../planning/group_paths.js";
import { SeriesTable } from "../planning/series_table.js";
import { route, setQuery } from "../router.js";
import { dateAt } from "../school/lesson_when.js";
import { isRole, profile } from "../session.js";

const FILTERS = /** @type {const} */ (["when", "whose", "group", "module", "room", "search"]);
const SIZE = 50;

export default function SeriesList() {
  const { query } = route.value;
  const today = dateAt();
  // Whoever teaches looks for their own hours first.
  const teaches = isRole("PROFESSOR");
  const asked = Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? ""]));
  const cursor = query.get("cursor") ?? "";
  const load = useLoad(
    (signal) => {
      const { when, whose, ...filters } = asked;
      const professor = teaches && whose !== "all" ? profile.peek()?.user.id : "";
      return get("/api/series/", { ...filters, professor, on: when === "all" ? "" : today, page_size: SIZE, cursor }, { signal });
    },
    [JSON.stringify(asked), cursor],
  );
  /** @param {string} name @param {string} value */
  const filter = (name, value) => setQuery({ [name]: value, cursor: null });
  const clear = () => setQuery(Object.fromEntries([...FILTERS, "cursor"].map((name) => [name, null])));
  const isNarrowed = FILTERS.some((name) => asked[name] !== "");
  return h(
    Page,
    {
      title: t("core.page.series_list"),
      lead: t("planning.series.lead"),
      width: "wide",
      back: { to: "/timetable", label: t("core.nav.timetable") },
      tools: h(Button, { tone: "primary", icon: "plus", to: "/timetable/new?kind=series" }, t("planning.series.new")),
    },
    html`<div class="stack">
      ${h(Filters, { asked, teaches, isBusy: load.isLoading, onFilter: filter, onClear: clear })}
      ${h(Loaded, {
        load,
        rows: 8,
        empty: isNarrowed
          ? h(Empty, { icon: "search", title: t("planning.series.none_found"), action: h(Button, { onClick: clear }, t("core.filter.clear")) })
          : h(Empty, { icon: "refresh", title: t("planning.series.none"), text: t("planning.series.none_text"), action: h(Button, { icon: "plus", to: "/timetable/new?kind=series" }, t("planning.series.new")) }),
        children: (/** @type {any} the answer of the list */ found) =>
          h(SeriesTable, { found, today, onGo: (to) => setQuery({ cursor: new URL(to, location.origin).searchParams.get("cursor") }) }),
      })}
    </div>`,
  );
}

/**
 * @param {{ asked: Record<string, string>, teaches: boolean, isBusy: boolean, onFilter: (name: string, value: string) => void, onClear: () => void }} props
 */
function Filters({ asked, teaches, isBusy, onFilter, onClear }) {
  const [groups, modules, rooms] = [useGroups().data ?? [], useModules().data ?? [], useRooms().data ?? []];
  const option = (/** @type {{ id: number, name: string }} */ { id, name }) => ({ value: String(id), label: name });
  const filters = [
    { name: "group", label: t("planning.series.group"), value: asked.group, options: groupPaths(groups).map(({ group }) => option(group)) },
    { name: "module", label: t("planning.field.module"), value: asked.module, options: modules.map(option) },
    { name: "room", label: t("school.field.room"), value: asked.room, options: rooms.map(option) },
  ];
  return h(
    FilterBar,
    { filters, onFilter, onClear },
    h(SearchBox, { value: asked.search, label: t("planning.series.search"), isBusy, onSearch: (text) => onFilter("search", text) }),
    teaches && h(Segments, {
      label: t("planning.series.whose"),
      options: ["", "all"].map((value) => ({ value, label: t(value ? "planning.series.whose.all" : "planning.series.whose.mine") })),
      value: asked.whose,
      onPick: (/** @type {string} */ value) => onFilter("whose", value),
    }),
    html`<label class="check">
      <input type="checkbox" class="check-box" checked=${asked.when === "all"}
        onChange=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => onFilter("when", event.currentTarget.checked ? "all" : "")} />
      <span class="check-text">${t("planning.series.over_too")}</span>
    </label>`,
  );
}
