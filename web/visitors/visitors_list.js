import { get } from "../api.js";
import { Avatar } from "../components/avatar.js";
import { Badge } from "../components/badge.js";
import { Button } from "../components/button.js";
import { DataTable } from "../components/data_table.js";
import { Empty } from "../components/empty.js";
import { FilterBar } from "../components/filter_bar.js";
import { Loaded } from "../components/loaded.js";
import { Pager } from "../components/pager.js";
import { SearchBox } from "../components/search_box.js";
import { Fragment, h, html } from "../h.js";
import { formatDate, formatRelative, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { spanText } from "../seats/time_left.js";
import { picturedVisitor, visitorName } from "./visitor_field.js";
import { ConsentBadge } from "./consent_badge.js";
import { cursorIn, isNarrowed } from "./list_query.js";

/** @typedef {import("./shapes.js").Visitor} Visitor */
/** @typedef {import("./list_query.js").ListQuery} ListQuery */
/** @typedef {import("./shapes.js").ListOf<Visitor>} VisitorsPage */
/** @typedef {(change: Partial<ListQuery>, replace?: boolean) => void} Go */

/** @param {{ asked: ListQuery, categories: readonly import("./shapes.js").Category[], go: Go }} props */
export function VisitorsList({ asked, categories, go }) {
  const load = useLoad(
    (signal) => /** @type {Promise<VisitorsPage>} */ (get("/api/visitors/", { ...asked }, { signal })),
    [JSON.stringify(asked)],
  );
  return html`${h(
      FilterBar,
      {
        filters: filtersOf(asked, categories),
        onFilter: (name, value) => go({ [name]: value }),
        onClear: () => go({ category: "", consent: "", hold: "" }),
      },
      h(SearchBox, {
        label: t("visitors.list.search"),
        value: asked.search,
        isBusy: load.isLoading,
        onSearch: (search) => go({ search }, asked.search !== "" || search === ""),
      }),
    )}
    ${h(Loaded, {
      load,
      rows: 8,
      empty: h(NobodyHere, { asked, go }),
      children: (/** @type {VisitorsPage} */ page) => h(Found, { page, asked, categories, isBusy: load.isLoading, go }),
    })}`;
}

/** @param {ListQuery} asked @param {readonly import("./shapes.js").Category[]} categories @returns {import("../components/filter_bar.js").Filter[]} */
function filtersOf({ category, consent, hold }, categories) {
  return [
    { name: "category", label: t("visitors.category"), value: category, options: categories.map(({ id, name }) => ({ value: String(id), label: name })) },
    {
      name: "consent",
      label: t("visitors.consent"),
      value: consent,
      options: [
        { value: "given", label: t("visitors.consent.given") },
        { value: "missing", label: t("visitors.consent.missing") },
      ],
    },
    { name: "hold", label: t("visitors.hold"), value: hold, options: [{ value: "true", label: t("visitors.list.held") }] },
  ];
}

/** @param {{ page: VisitorsPage, asked: ListQuery, categories: readonly import("./shapes.js").Category[], isBusy: boolean, go: Go }} props */
function Found({ page, asked, categories, isBusy, go }) {
  const { ordering } = asked;
  const sort = ordering || (asked.search ? "" : "last_name");
  return h(
    Fragment,
    {},
    h(DataTable, {
      caption: t("visitors.list.caption"),
      columns: columns(categories.find(({ is_default }) => is_default)?.name ?? ""),
      rows: page.results,
      rowTo: (/** @type {Visitor} */ visitor) => `/visitors/${visitor.id}`,
      rowName: (/** @type {Visitor} */ visitor) => visitorName(visitor),
      sort: sort ? { key: sort.replace(/^-/, ""), isDescending: sort.startsWith("-") } : null,
      onSort: ({ key, isDescending }) => go({ ordering: `${isDescending ? "-" : ""}${key}` }),
      isBusy,
    }),
    h(Pager, {
      next: page.next,
      previous: page.previous,
      count: page.count,
      shown: page.results.length,
      onGo: (to) => {
        go({ cursor: cursorIn(to) });
        window.scrollTo({ top: 0 });
      },
    }),
  );
}

/** @param {string} usual the category of whoever has none @returns {import("../components/data_table.js").Column<Visitor>[]} */
function columns(usual) {
  return [
    {
      key: "name",
      label: t("visitors.name"),
      isTitle: true,
      sort: "last_name",
      render: (visitor) => html`<span class="visitor-name">
        ${h(Avatar, { user: picturedVisitor(visitor) })}
        <span class="visitor-who"><span>${visitorName(visitor)}</span><span class="visitor-born">${bornText(visitor)}</span></span>
      </span>`,
    },
    { key: "category_name", label: t("visitors.category"), isMuted: true, render: ({ category_name, day }) => html`<span class="visitor-who"><span class="visitor-category">${category_name ?? usual}</span>${h(DayLeft, { day })}</span>` },
    { key: "consent", label: t("visitors.consent"), render: (visitor) => h(ConsentBadge, { visitor }) },
    {
      key: "last_visit",
      label: t("visitors.last_visit"),
      sort: "last_visit_at",
      render: ({ statistics: { last_visit_at: at }, open_session }) =>
        open_session !== null ? h(Badge, { tone: "busy" }, t("visitors.here_now")) : at && html`<time datetime=${at} title=${formatDate(at)}>${formatRelative(at)}</time>`,
    },
    {
      key: "used",
      label: t("visitors.used"),
      align: "end",
      sort: "used_seconds",
      render: ({ statistics: { used_seconds, sessions_count: count } }) =>
        html`<span class="visitor-used"><span class="figures">${spanText(used_seconds)}</span><span class="visitor-born">${t("visitors.list.sessions", { count })}</span></span>`,
    },
  ];
}

/** Of whoever has come today: others have all of their day. @param {{ day: Visitor["day"] }} props */
function DayLeft({ day: { minutes_left: left, minutes_taken } }) {
  if (left === null || minutes_taken === 0) return null;
  return html`<span class=${`visitor-born${left <= 0 ? " is-spent" : ""}`}>${left > 0 ? t("visitors.list.left", { time: spanText(60 * left) }) : t("visitors.list.spent")}</span>`;
}

/** @param {Pick<Visitor, "age" | "birth_date">} visitor */
export function bornText({ age, birth_date }) {
  if (age === null || !birth_date) return t("visitors.age_unknown");
  return t("visitors.age_born", { count: age, date: formatDate(birth_date, "short") });
}

/** @param {{ asked: ListQuery, go: Go }} props */
function NobodyHere({ asked, go }) {
  const register = h(Button, { tone: "primary", icon: "person_add", to: newPath(asked.search) }, t("visitors.register"));
  if (!isNarrowed(asked)) return h(Empty, { icon: "people", title: t("visitors.empty.title"), text: t("visitors.empty.text"), action: register });
  return h(Empty, {
    icon: "search",
    title: asked.search ? t("visitors.empty.search", { search: asked.search }) : t("visitors.empty.filtered"),
    text: t("visitors.empty.search_text"),
    action: h(Fragment, {}, register, h(Button, { onClick: () => go({ search: "", category: "", consent: "", hold: "" }) }, t("visitors.empty.clear"))),
  });
}

/** What was searched for in vain is not typed again. @param {string} search */
function newPath(search) {
  const name = search.trim();
  return name && !/[@\d]/.test(name) ? `/visitors/new?name=${encodeURIComponent(name)}` : "/visitors/new";
}
