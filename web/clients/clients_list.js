import { get } from "../api.js";
import { Avatar } from "../components/avatar.js";
import { Button } from "../components/button.js";
import { DataTable } from "../components/data_table.js";
import { Empty } from "../components/empty.js";
import { FilterBar } from "../components/filter_bar.js";
import { Loaded } from "../components/loaded.js";
import { Pager } from "../components/pager.js";
import { SearchBox } from "../components/search_box.js";
import { Fragment, h, html } from "../h.js";
import { formatNumber, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { cursorIn } from "./list_pages.js";
import { picturedOf } from "./note.js";

/** @typedef {import("./note.js").Client} Client */
/** @typedef {import("./list_pages.js").ListPage<Client>} ClientsPage */
/** @typedef {{ search: string, cursor: string, ordering: string }} Asked */
/** @typedef {(change: Partial<Asked>, replace?: boolean) => void} Go */

/** Whose notes are to be read. @param {{ asked: Asked, go: Go }} props */
export function ClientsList({ asked, go }) {
  const { search, cursor, ordering } = asked;
  const load = useLoad(
    (signal) => /** @type {Promise<ClientsPage>} */ (get("/api/clients/", { search, cursor, ordering }, { signal })),
    [search, cursor, ordering],
  );
  return html`${h(
    FilterBar,
    { filters: [], onFilter: () => {} },
    h(SearchBox, { label: t("clients.list.search"), value: search, isBusy: load.isLoading, onSearch: (text) => go({ search: text }, true) }),
  )}
  ${h(Loaded, {
    load,
    rows: 8,
    empty: h(NoClient, { search, go }),
    children: (/** @type {ClientsPage} */ page) =>
      h(
        Fragment,
        {},
        h(DataTable, {
          caption: t("clients.list.caption"),
          columns: columns(),
          rows: page.results,
          rowTo: (/** @type {Client} */ client) => `/clients/${client.id}`,
          rowName: (/** @type {Client} */ client) => client.name,
          sort: { key: "name", isDescending: ordering === "-name" },
          onSort: (sort) => go({ ordering: sort.isDescending ? "-name" : "" }),
          isBusy: load.isLoading,
        }),
        h(Pager, { next: page.next, previous: page.previous, count: page.count, shown: page.results.length, onGo: (to) => go({ cursor: cursorIn(to) }) }),
      ),
  })}`;
}

/** @returns {import("../components/data_table.js").Column<Client>[]} */
function columns() {
  return [
    {
      key: "name",
      label: t("clients.list.name"),
      isTitle: true,
      sort: true,
      render: (client) => html`<span class="client-name">
        ${h(Avatar, { user: picturedOf(client), size: "small" })}
        <span class="client-who"><span>${client.name}</span>${client.email && html`<span class="client-mail">${client.email}</span>`}</span>
      </span>`,
    },
    { key: "phone", label: t("clients.list.phone"), isMuted: true },
    { key: "appointments", label: t("clients.list.appointments"), align: "end", render: ({ appointments }) => html`<span class="figures">${formatNumber(appointments)}</span>` },
    { key: "notes", label: t("clients.list.notes"), align: "end", render: ({ notes }) => html`<span class="figures">${formatNumber(notes)}</span>` },
  ];
}

/** @param {{ search: string, go: Go }} props */
function NoClient({ search, go }) {
  if (!search) return h(Empty, { icon: "people", title: t("clients.empty.clients"), text: t("clients.empty.clients_text") });
  return h(Empty, {
    icon: "search",
    title: t("clients.list.none", { search }),
    text: t("clients.list.none_text"),
    action: h(Button, { onClick: () => go({ search: "" }) }, t("clients.found.clear")),
  });
}
