import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Timeline } from "../components/timeline.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { setQuery } from "../router.js";
import { noteItem } from "./file_items.js";
import { useNoteEvents } from "./note_events.js";

/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("./list_pages.js").ListPage<Note>} NotesPage */

/**
 * The notes of one client in which all words of the search stand.
 * @param {{ search: string, client: number, file: import("./client_file.js").ClientFile, events: import("./note.js").NoteEvents }} props
 */
export function NotesFound({ search, client, file, events }) {
  const load = useLoad(
    (signal) => /** @type {Promise<NotesPage>} */ (get("/api/notes/", { client, search, page_size: 200 }, { signal })),
    [client, search],
  );
  const both = useNoteEvents(load, events);
  return h(Loaded, {
    load,
    rows: 4,
    empty: h(Empty, {
      icon: "search",
      title: t("clients.found.none", { search }),
      text: t("clients.found.none_text"),
      action: h(Button, { onClick: () => setQuery({ search: null }) }, t("clients.found.clear")),
    }),
    children: (/** @type {NotesPage} */ { results, count }) => html`<div class="stack">
      <p class="soft small" aria-live="polite">${t("clients.found.count", { count: count ?? results.length })}</p>
      ${h(Timeline, { label: t("clients.found.label"), items: results.map((note) => noteItem(note, { events: both, sessions: file.appointments.results, search })) })}
    </div>`,
  });
}
