// The file of one client: who they are, their appointments and all that was written about them, in one order of time.

import { useClientFile } from "../clients/client_file.js";
import { ClientFacts } from "../clients/client_facts.js";
import { FileTimeline } from "../clients/file_timeline.js";
import { NewNote } from "../clients/new_note.js";
import { Button } from "../components/button.js";
import { Card } from "../components/card.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Page } from "../components/page.js";
import { h, html, useRef, useState } from "../h.js";
import { t } from "../i18n.js";
import { hasRight } from "../session.js";

/** @typedef {import("../clients/client_file.js").ClientFile} ClientFile */

/** @param {{ params: Record<string, string>, query: URLSearchParams }} props */
export default function ClientPage({ params, query }) {
  const id = Number(params.id);
  const { load, setNote, more } = useClientFile(id);
  const back = { to: "/clients", label: t("clients.back") };
  if (load.error?.status === 404) {
    return h(
      Page,
      { title: t("core.page.client"), back },
      h(Empty, {
        icon: "person",
        title: t("clients.missing"),
        text: t("clients.missing_text"),
        action: h(Button, { tone: "primary", to: "/clients" }, t("clients.choose")),
      }),
    );
  }
  return h(
    Page,
    {
      title: load.data?.client.name ?? t("core.page.client"),
      back,
      width: "wide",
      tools: hasRight("appointments.manage") && h(Button, { icon: "plus", to: `/book?client=${id}` }, t("clients.book")),
    },
    h(Loaded, {
      load,
      shape: "form",
      rows: 6,
      children: (/** @type {ClientFile} */ file) => h(Sheet, { file, query, setNote, more }),
    }),
  );
}

/** @param {URLSearchParams} query */
function aboutIn(query) {
  const id = Number(query.get("appointment"));
  return id ? { id } : null;
}

/** @param {{ file: ClientFile, query: URLSearchParams } & Pick<ReturnType<typeof useClientFile>, "setNote" | "more">} props */
function Sheet({ file, query, setNote, more }) {
  const [about, setAbout] = useState(() => aboutIn(query));
  const main = useRef(/** @type {HTMLDivElement | null} */ (null));
  const write = (/** @type {number} */ appointment) => {
    // A new one each time: the same session may be asked for again.
    setAbout({ id: appointment });
    const field = main.current?.querySelector("textarea");
    field?.focus({ preventScroll: true });
    main.current?.scrollIntoView({ block: "start" });
  };
  const events = {
    onChanged: (/** @type {import("../clients/note.js").Note} */ note) => setNote(note.id, note),
    onDeleted: (/** @type {number} */ id) => {
      setNote(id, null);
      // What had the focus is gone.
      main.current?.focus();
    },
  };
  return html`<div class="client">
    <div class="client-side">${h(ClientFacts, { file })}</div>
    <div class="client-main">
      <div ref=${main} tabindex="-1" class="client-write" role="region" aria-label=${t("clients.note.new")}>
        ${h(Card, {}, h(NewNote, { client: file.client, appointments: file.appointments.results, about, onAdded: events.onChanged }))}
      </div>
      ${h(FileTimeline, { file, query, events, onMore: more, onWrite: ({ id }) => write(id) })}
    </div>
  </div>`;
}
