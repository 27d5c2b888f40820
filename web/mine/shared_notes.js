import { get } from "../api.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Pager } from "../components/pager.js";
import { h, html } from "../h.js";
import { formatDate, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { LostPage } from "./lost_page.js";
import { pathOf, requestOf } from "./page_query.js";

/** @typedef {import("../types/api.js").components["schemas"]["SharedNote"]} Note */
/** @typedef {import("../types/session.js").ListOf<Note>} Notes */

/**
 * Notes that the coach lets me read, the newest first.
 * @param {{ cursor: string, round: number, onGo: (to: string) => void }} props
 */
export function SharedNotes({ cursor, round, onGo }) {
  const load = useLoad(
    async (signal) => /** @type {Notes} */ (await get("/api/notes/mine/", requestOf("notes", cursor), { signal })),
    [cursor, round],
  );
  const lost = h(LostPage, { to: pathOf("notes") });
  if (cursor && load.error?.errors.cursor) return lost;
  const none = h(Empty, { icon: "note", title: t("mine.notes.none"), text: t("mine.notes.none_text") });
  return h(Loaded, {
    load,
    rows: 3,
    empty: cursor ? lost : none,
    children: (/** @type {Notes} */ found) => html`<ul class="mine-list" role="list">
        ${found.results.map((note) => h(SharedNote, { key: note.id, note }))}
      </ul>
      ${h(Pager, { next: found.next, previous: found.previous, count: found.next || found.previous ? found.count : undefined, shown: found.results.length, onGo })}`,
  });
}

/** @param {{ note: Note }} props */
function SharedNote({ note }) {
  const { author_name, created_at, updated_at, text } = note;
  const day = formatDate(created_at);
  const changed = formatDate(updated_at);
  return html`<li class="mine-note card card-normal">
    <p class="mine-note-text">${text}</p>
    <p class="soft small">
      ${author_name} · <time datetime=${created_at}>${day}</time>
      ${changed !== day && ` · ${t("mine.notes.changed", { day: changed })}`}
    </p>
  </li>`;
}
