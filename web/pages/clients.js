// "Voir notes utilisateurs": a client is chosen and all their notes are read; or something is looked for in all notes.
// All of it stands in the address.

import { AllNotes } from "../clients/all_notes.js";
import { ClientsList } from "../clients/clients_list.js";
import { Page } from "../components/page.js";
import { Tabs } from "../components/tabs.js";
import { h } from "../h.js";
import { t } from "../i18n.js";
import { navigate } from "../router.js";

const NAMES = /** @type {const} */ (["view", "search", "ordering", "shared", "author", "cursor"]);
/** @typedef {Record<(typeof NAMES)[number], string>} Asked */

/** @param {{ query: URLSearchParams }} props */
export default function ClientsPage({ query }) {
  const asked = /** @type {Asked} */ (Object.fromEntries(NAMES.map((name) => [name, query.get(name) ?? ""])));
  /** Any change begins at the first page of the list. @param {Partial<Asked>} change @param {boolean} [replace] */
  const go = (change, replace = false) => {
    navigate(pathOf({ ...asked, cursor: "", ...change }), { replace });
    if (change.cursor) window.scrollTo({ top: 0 });
  };
  const isNotes = asked.view === "notes";
  const kept = { view: "", search: asked.search, ordering: "", shared: "", author: "", cursor: "" };
  return h(
    Page,
    { title: t("core.page.clients"), lead: t("clients.lead") },
    h(Tabs, {
      label: t("clients.tabs"),
      current: isNotes ? "notes" : "clients",
      items: [
        { id: "clients", label: t("clients.tab.clients"), to: pathOf(kept) },
        { id: "notes", label: t("clients.tab.notes"), to: pathOf({ ...kept, view: "notes" }) },
      ],
    }),
    isNotes ? h(AllNotes, { asked, go }) : h(ClientsList, { asked, go }),
  );
}

/** @param {Asked} asked */
function pathOf(asked) {
  const given = new URLSearchParams(NAMES.filter((name) => asked[name] !== "").map((name) => [name, asked[name]])).toString();
  return given ? `/clients?${given}` : "/clients";
}
