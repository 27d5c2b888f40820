// The people of the place: lists by role, searched, filtered and ordered; all of it in the address, so that the way back
// leads to what one saw.

import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { FilterBar } from "../components/filter_bar.js";
import { Loaded } from "../components/loaded.js";
import { Page } from "../components/page.js";
import { Pager } from "../components/pager.js";
import { SearchBox } from "../components/search_box.js";
import { Tabs } from "../components/tabs.js";
import { Fragment, h, html, useEffect } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { moduleOn } from "../place.js";
import { navigate } from "../router.js";
import { KINDS, rolesHere } from "../people/kinds.js";
import { SIZES, cursorIn, isNarrowed, orderingsOf, pathOf, readQuery } from "../people/list_query.js";
import { useLevels } from "../people/levels.js";
import { loadRows } from "../people/list_rows.js";
import { useSubjects } from "../people/modules.js";
import { PeopleTable } from "../people/people_table.js";
import { SmallSelect } from "../people/small_select.js";

/** @typedef {import("../people/list_query.js").ListQuery} ListQuery */
/** @typedef {import("../people/list_rows.js").Rows} Rows */

/** @param {{ query: URLSearchParams }} props */
export default function PeopleListPage({ query }) {
  const asked = readQuery(query);
  const path = pathOf(asked);
  const load = useLoad((signal) => loadRows(asked, signal), [path]);
  /**
   * Any change begins at the first page of the list.
   * @param {Partial<ListQuery>} change
   * @param {boolean} [replace] typing leaves one step to go back, not one per letter
   */
  const go = (change, replace = false) => navigate(pathOf({ ...asked, cursor: "", ...change }), { replace });

  useEffect(() => {
    // On a phone the tabs are wider than the screen.
    document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [asked.kind]);

  return h(
    Page,
    {
      title: t("people.list.title"),
      lead: t("people.list.lead"),
      width: "wide",
      tools: h(
        Fragment,
        {},
        h(
          Button,
          { icon: "upload", to: linkWithKind("/people/import", asked), label: t("people.list.importPeople") },
          t("people.list.import"),
        ),
        h(
          Button,
          { tone: "primary", icon: "person_add", to: linkWithKind("/people/new", asked), label: t("people.list.addPerson") },
          t("people.list.add"),
        ),
      ),
    },
    h(Tabs, {
      label: t("people.list.tabs"),
      current: asked.kind,
      items: KINDS.map((kind) => ({
        id: kind,
        label: t(`people.kind.${kind}`),
        to: pathOf({ ...asked, kind, role: "", level: "", cursor: "", ordering: keptOrdering(asked, kind) }),
      })),
    }),
    h(Tools, { asked, go, isBusy: load.isLoading }),
    asked.cursor && load.error?.errors.cursor
      ? h(LostPage, { go })
      : h(Loaded, {
          load,
          rows: 8,
          empty: h(NobodyHere, { asked, go }),
          children: (/** @type {Rows} */ rows) => h(Found, { rows, asked, go }),
        }),
  );
}

/** @typedef {(change: Partial<ListQuery>, replace?: boolean) => void} Go */

/** @param {{ asked: ListQuery, go: Go, isBusy: boolean }} props */
function Tools({ asked, go, isBusy }) {
  const subjects = useSubjects().data ?? [];
  const levels = useLevels(asked.kind === "students", asked.level);
  /** @type {import("../components/filter_bar.js").Filter[]} */
  const filters = [
    {
      name: "state",
      label: t("people.list.state"),
      value: asked.state,
      options: [
        { value: "active", label: t("people.state.active") },
        { value: "inactive", label: t("people.state.inactive") },
      ],
    },
    {
      name: "module",
      label: t("people.list.module"),
      value: asked.module,
      options: subjects.map((subject) => ({ value: String(subject.id), label: subject.name })),
    },
  ];
  if (asked.kind === "students") {
    const options = levels.map((level) => ({ value: level, label: level }));
    filters.splice(1, 0, { name: "level", label: t("people.field.level"), value: asked.level, options });
  }
  if (asked.kind === "users") {
    const options = rolesHere(moduleOn).map((role) => ({ value: role, label: t(`people.role.${role}`) }));
    filters.splice(1, 0, { name: "role", label: t("people.list.role"), value: asked.role, options });
  }
  return h(
    FilterBar,
    {
      filters,
      onFilter: (name, value) => go({ [name]: value }),
      onClear: () => go({ state: "", module: "", role: "", level: "" }),
    },
    h(SearchBox, {
      value: asked.search,
      label: t(`people.list.search.${asked.kind}`),
      isBusy,
      onSearch: (search) => go({ search }, asked.search !== "" || search === ""),
    }),
  );
}

/** @param {{ rows: Rows, asked: ListQuery, go: Go }} props */
function Found({ rows, asked, go }) {
  return html`<div class="people-found">
    <div class="people-above">
      <p class="people-count" aria-live="polite">
        ${rows.count === null ? t("people.list.more") : t("people.list.count", { count: rows.count })}
      </p>
      ${h(SmallSelect, {
        label: t("people.list.ordering"),
        value: asked.ordering,
        options: orderingsOf(asked.kind).map((one) => ({ value: one, label: t(`people.ordering.${one}`) })),
        onPick: (ordering) => go({ ordering }),
      })}
    </div>
    ${h(PeopleTable, {
      kind: rows.kind,
      rows: rows.results,
      ordering: asked.ordering,
      onOrdering: (ordering) => go({ ordering }),
    })}
    <div class="people-below">
      ${h(SmallSelect, {
        label: t("people.list.size"),
        value: String(asked.size),
        options: SIZES.map((size) => ({ value: String(size), label: String(size) })),
        onPick: (size) => go({ size: Number(size) }),
      })}
      ${h(Pager, {
        next: rows.next,
        previous: rows.previous,
        onGo: (to) => {
          go({ cursor: cursorIn(to) });
          window.scrollTo({ top: 0 });
        },
      })}
    </div>
  </div>`;
}

/** A place in the list that is no longer there. @param {{ go: Go }} props */
function LostPage({ go }) {
  return h(Empty, {
    icon: "people",
    title: t("people.empty.page"),
    text: t("people.empty.pageText"),
    action: h(Button, { tone: "quiet", onClick: () => go({}) }, t("people.empty.first")),
  });
}

/** @param {{ asked: ListQuery, go: Go }} props */
function NobodyHere({ asked, go }) {
  if (asked.cursor) return h(LostPage, { go });
  if (isNarrowed(asked)) {
    return h(Empty, {
      icon: "search",
      title: asked.search ? t("people.empty.search", { search: asked.search }) : t("people.empty.filtered"),
      text: asked.kind === "users" ? t("people.empty.searchText") : t("people.empty.searchTextRole"),
      action: h(
        Fragment,
        {},
        h(
          Button,
          { tone: "quiet", onClick: () => go({ search: "", state: "", role: "", module: "", level: "" }) },
          t("people.empty.clear"),
        ),
        asked.kind === "users" || !asked.search
          ? null
          : h(Button, { tone: "plain", onClick: () => go({ kind: "users", level: "" }) }, t("people.empty.everywhere")),
      ),
    });
  }
  return h(Empty, {
    icon: "people",
    title: t(`people.empty.${asked.kind}`),
    text: t("people.empty.text"),
    action: h(
      Fragment,
      {},
      h(Button, { tone: "primary", icon: "person_add", to: linkWithKind("/people/new", asked) }, t("people.list.addPerson")),
      h(Button, { tone: "quiet", icon: "upload", to: linkWithKind("/people/import", asked) }, t("people.list.import")),
    ),
  });
}

/**
 * @param {string} path
 * @param {ListQuery} asked
 */
function linkWithKind(path, asked) {
  return asked.kind === "users" ? path : `${path}?kind=${asked.kind}`;
}

/**
 * @param {ListQuery} asked
 * @param {import("../people/kinds.js").Kind} kind
 */
function keptOrdering(asked, kind) {
  return orderingsOf(kind).find((one) => one === asked.ordering) ?? "last_name";
}
