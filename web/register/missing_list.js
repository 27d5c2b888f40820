import { get } from "../api.js";
import { Button } from "../components/button.js";
import { DataTable } from "../components/data_table.js";
import { Empty } from "../components/empty.js";
import { FilterBar } from "../components/filter_bar.js";
import { Loaded } from "../components/loaded.js";
import { Pager } from "../components/pager.js";
import { SearchBox } from "../components/search_box.js";
import { Section } from "../components/section.js";
import { Fragment, h, html } from "../h.js";
import { formatDate, formatRelative, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { setQuery } from "../router.js";
import { dateAt, timesShort } from "../school/lesson_when.js";
import { RegisterBadge } from "../school/status_mark.js";
import { can, hasRight } from "../session.js";
import { asked, fromDay, isNarrowed } from "./missing_query.js";

/** @typedef {import("./shapes.js").Missing} Missing */
/** @typedef {import("../types/session.js").ListOf<Missing>} MissingPage */
/** @typedef {{ groups: Choice[], professors: Choice[] }} Choices */
/** @typedef {{ value: string, label: string }} Choice */

/** Lessons that are over and whose register nobody has closed. @param {{ query: URLSearchParams }} props */
export function MissingList({ query }) {
  const wanted = asked(query);
  const { search, period, group, professor, cursor } = wanted;
  const load = useLoad(
    (signal) => /** @type {Promise<MissingPage>} */ (
      get("/api/registers/missing/", { search, group, professor, cursor, from: fromDay(period, dateAt()) }, { signal })
    ),
    [search, period, group, professor, cursor],
  );
  const choices = useChoices();
  /** @param {Record<string, string>} change */
  const go = (change) => setQuery({ cursor: "", ...change });
  const clear = () => go({ search: "", period: "", group: "", professor: "" });
  return h(
    Section,
    { title: t("register.missing"), text: t("register.missing.text") },
    h(
      FilterBar,
      { filters: filtersOf(wanted, choices), onFilter: (name, value) => go({ [name]: value }) },
      h(SearchBox, { label: t("register.missing.search"), value: search, isBusy: load.isLoading, onSearch: (text) => go({ search: text }) }),
    ),
    h(Loaded, {
      load,
      rows: 6,
      empty: isNarrowed(wanted)
        ? h(Empty, { icon: "search", title: t("register.missing.none_found"), action: h(Button, { onClick: clear }, t("register.missing.clear")) })
        : h(Empty, { icon: "check", title: t("register.missing.none"), text: t("register.missing.none_text") }),
      children: (/** @type {MissingPage} */ page) => h(
        Fragment,
        {},
        h(DataTable, {
          caption: t("register.missing.caption"),
          columns: columns(),
          rows: page.results,
          rowTo: (/** @type {Missing} */ { id }) => `/lessons/${id}/register`,
          isBusy: load.isLoading,
        }),
        h(Pager, { next: page.next, previous: page.previous, count: page.count, shown: page.results.length, onGo: (to) => setQuery({ cursor: cursorIn(to) }) }),
      ),
    }),
  );
}

/** @param {string} url */
const cursorIn = (url) => new URL(url, location.href).searchParams.get("cursor") ?? "";

/** @returns {import("../components/data_table.js").Column<Missing>[]} */
function columns() {
  return [
    { key: "title", label: t("register.missing.lesson"), isTitle: true, render: ({ title, module_name }) => title || module_name },
    {
      key: "starts_at",
      label: t("register.missing.when"),
      render: (row) => html`<span class="figures">${formatDate(row.starts_at, "medium")}, ${timesShort(row)}</span>`,
    },
    { key: "groups", label: t("register.missing.groups") },
    { key: "professors", label: t("register.missing.professors") },
    {
      key: "state",
      label: t("register.missing.state"),
      render: ({ state, reminded_at }) => html`<span class="row">
        ${h(RegisterBadge, { state })}
        ${reminded_at && html`<span class="soft small">${t("register.missing.reminded", { when: formatRelative(reminded_at) })}</span>`}
      </span>`,
    },
  ];
}

/** What the office chooses among; a professor has few groups, and no colleagues here. */
function useChoices() {
  const sees = can("can_manage_users") && hasRight("school.structure");
  const load = useLoad(async (signal) => {
    if (!sees) return /** @type {Choices} */ ({ groups: [], professors: [] });
    const [groups, professors] = await Promise.all([
      get("/api/groups/", { page_size: 200 }, { signal }),
      get("/api/professors/", { page_size: 200 }, { signal }),
    ]);
    return {
      groups: groups.results.map((/** @type {{ id: number, name: string }} */ { id, name }) => ({ value: String(id), label: name })),
      professors: professors.results.map((/** @type {{ user: { id: number, first_name: string, last_name: string } }} */ { user }) => ({
        value: String(user.id),
        label: `${user.first_name} ${user.last_name}`,
      })),
    };
  }, [sees]);
  return load.data ?? { groups: [], professors: [] };
}

/** @param {import("./missing_query.js").Asked} wanted @param {Choices} choices */
function filtersOf({ period, group, professor }, { groups, professors }) {
  const periods = /** @type {const} */ (["today", "week", "month"]);
  return [
    { name: "period", label: t("register.missing.period"), value: period, options: periods.map((value) => ({ value, label: t(`register.missing.period.${value}`) })) },
    ...(groups.length > 0 ? [{ name: "group", label: t("register.missing.group"), value: group, options: groups }] : []),
    ...(professors.length > 0 ? [{ name: "professor", label: t("register.missing.professor"), value: professor, options: professors }] : []),
  ];
}
