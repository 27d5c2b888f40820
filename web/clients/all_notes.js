import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Card } from "../components/card.js";
import { Empty } from "../components/empty.js";
import { FilterBar } from "../components/filter_bar.js";
import { Loaded } from "../components/loaded.js";
import { Pager } from "../components/pager.js";
import { SearchBox } from "../components/search_box.js";
import { Fragment, h, html } from "../h.js";
import { formatDateTime, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { Link } from "../router.js";
import { profile } from "../session.js";
import { SharedBadge } from "./file_items.js";
import { cursorIn } from "./list_pages.js";
import { NoteEntry } from "./note_entry.js";
import { useNoteEvents } from "./note_events.js";

/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("./list_pages.js").ListPage<Note>} NotesPage */
/** @typedef {{ search: string, cursor: string, shared: string, author: string }} Asked */
/** @typedef {(change: Partial<Asked>, replace?: boolean) => void} Go */

/** The notes about all clients, newest first, and what stands in them. @param {{ asked: Asked, go: Go }} props */
export function AllNotes({ asked, go }) {
  const { search, cursor, shared, author } = asked;
  const load = useLoad(
    (signal) =>
      /** @type {Promise<NotesPage>} */ (
        get("/api/notes/", { search, cursor, page_size: 30, shared, author: author === "me" ? profile.peek()?.user.id : null }, { signal })
      ),
    [search, cursor, shared, author],
  );
  const events = useNoteEvents(load);
  return html`${h(
    FilterBar,
    { filters: filters(asked), onFilter: (name, value) => go({ [name]: value }), onClear: () => go({ shared: "", author: "" }) },
    h(SearchBox, { label: t("clients.all.search"), value: search, isBusy: load.isLoading, onSearch: (text) => go({ search: text }, true) }),
  )}
  ${h(Loaded, {
    load,
    rows: 6,
    empty: h(NoNote, { asked, go }),
    children: (/** @type {NotesPage} */ page) =>
      h(
        Fragment,
        {},
        html`<ul class="notes-all">
          ${page.results.map((note) => html`<li key=${note.id}>${h(OneNote, { note, search, events })}</li>`)}
        </ul>`,
        h(Pager, { next: page.next, previous: page.previous, count: page.count, shown: page.results.length, onGo: (to) => go({ cursor: cursorIn(to) }) }),
      ),
  })}`;
}

/** @param {Asked} asked @returns {import("../components/filter_bar.js").Filter[]} */
function filters({ shared, author }) {
  return [
    {
      name: "shared",
      label: t("clients.all.readers"),
      value: shared,
      options: [
        { value: "false", label: t("clients.all.private") },
        { value: "true", label: t("clients.all.shared") },
      ],
    },
    { name: "author", label: t("clients.all.author"), value: author, options: [{ value: "me", label: t("clients.all.mine") }] },
  ];
}

/** @param {{ note: Note, search: string, events: import("./note.js").NoteEvents }} props */
function OneNote({ note, search, events }) {
  return h(
    Card,
    {},
    html`<p class="note-heading"><strong>${h(Link, { to: `/clients/${note.client}` }, note.client_name)}</strong> ${note.shared && h(SharedBadge, {})}</p>
      <p class="soft small"><time datetime=${note.created_at}>${formatDateTime(note.created_at)}</time> · ${note.author_name}</p>
      ${h(NoteEntry, { note, search, events })}`,
  );
}

/** @param {{ asked: Asked, go: Go }} props */
function NoNote({ asked, go }) {
  const isNarrowed = Boolean(asked.search || asked.shared || asked.author);
  if (!isNarrowed) return h(Empty, { icon: "note", title: t("clients.empty.notes"), text: t("clients.empty.choose") });
  return h(Empty, {
    icon: "search",
    title: asked.search ? t("clients.found.none", { search: asked.search }) : t("clients.all.none"),
    text: t("clients.found.none_text"),
    action: h(Button, { onClick: () => go({ search: "", shared: "", author: "" }) }, t("clients.found.clear")),
  });
}
