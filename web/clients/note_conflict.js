import { Button } from "../components/button.js";
import { h, html, useEffect, useRef } from "../h.js";
import { formatDateTime, t } from "../i18n.js";
import { MarkedText } from "./marked_text.js";
import { differences } from "./text_parts.js";

/**
 * Two people changed one note: both texts side by side, and the choice. The text that is not kept stays in the history
 * or comes back with one press.
 * @param {{ mine: string, theirs: import("./note.js").Note, onKeepMine: () => void, onTakeTheirs: () => void }} props
 */
export function NoteConflict({ mine, theirs, onKeepMine, onTakeTheirs }) {
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  useEffect(() => box.current?.scrollIntoView({ block: "nearest" }), []);
  const parts = differences(theirs.text, mine);
  return html`<div ref=${box} class="note-conflict">
    <div class="note-panes">
      <section class="note-pane">
        <h3 class="note-pane-title">${t("clients.conflict.theirs", { who: theirs.editor_name })}</h3>
        <p class="soft small">
          <time datetime=${theirs.updated_at}>${formatDateTime(theirs.updated_at)}</time>
          ${theirs.shared && html` · ${t("clients.shared")}`}
        </p>
        <p class="note-text">${h(MarkedText, { parts: parts.before })}</p>
      </section>
      <section class="note-pane">
        <h3 class="note-pane-title">${t("clients.conflict.mine")}</h3>
        <p class="soft small">${t("clients.conflict.unsaved")}</p>
        <p class="note-text">${h(MarkedText, { parts: parts.after })}</p>
      </section>
    </div>
    <p class="small">${t("clients.conflict.advice")}</p>
    <div class="row">
      ${h(Button, { tone: "primary", onClick: onKeepMine }, t("clients.conflict.keep_mine"))}
      ${h(Button, { onClick: onTakeTheirs }, t("clients.conflict.take_theirs"))}
    </div>
  </div>`;
}
