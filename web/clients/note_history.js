import { get } from "../api.js";
import { Badge } from "../components/badge.js";
import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { Loaded } from "../components/loaded.js";
import { Notice } from "../components/notice.js";
import { h, html, useState } from "../h.js";
import { formatDateTime, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { MarkedText } from "./marked_text.js";
import { differences } from "./text_parts.js";

/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("./note.js").Version} Version */
/** @typedef {{ text: string, shared: boolean, who: string | null, at: string }} Stage */

/**
 * What a note said, from now back to its beginning; each version beside the one before it.
 * @param {{ note: Note, onClose: () => void, onTake: (text: string) => void }} props `onTake`: write on from that text
 */
export function NoteHistory({ note, onClose, onTake }) {
  const load = useLoad(async (signal) => {
    const { versions } = await get(`/api/notes/${note.id}/history/`, {}, { signal });
    return stagesOf(note, versions);
  });
  return h(
    Dialog,
    { open: true, title: t("clients.history.title"), lead: t("clients.history.lead"), size: "wide", focus: "title", onClose },
    h(Loaded, { load, shape: "text", rows: 4, children: (/** @type {Stage[]} */ stages) => h(Stages, { stages, onTake }) }),
  );
}

/** @param {Note} note @param {Version[]} versions newest first @returns {Stage[]} */
function stagesOf(note, versions) {
  const now = { text: note.text, shared: note.shared, who: note.editor_name, at: note.updated_at };
  return [now, ...versions.map(({ text, shared, author_name: who, written_at: at }) => ({ text, shared, who, at }))];
}

/** @param {{ stages: Stage[], onTake: (text: string) => void }} props */
function Stages({ stages, onTake }) {
  const [at, setAt] = useState(0);
  const stage = stages[at];
  if (!stage) return null;
  if (stages.length === 1) {
    return html`<div class="stack">${h(Notice, { tone: "info" }, t("clients.history.none"))}
      <section class="note-pane">${h(StageHead, { stage, title: t("clients.history.now") })}<p class="note-text">${stage.text}</p></section>
    </div>`;
  }
  return html`<div class="history">
    <ol class="history-list" aria-label=${t("clients.history.versions")}>
      ${stages.map(
        (one, index) => html`<li key=${index}>
          <button type="button" class="history-one" aria-pressed=${index === at ? "true" : "false"} onClick=${() => setAt(index)}>
            <strong>${nameOf(index, stages.length)}</strong>
            <span class="soft small">${formatDateTime(one.at)}</span>
            ${one.who && html`<span class="soft small">${one.who}</span>`}
          </button>
        </li>`,
      )}
    </ol>
    ${h(Comparison, { stages, at, onTake })}
  </div>`;
}

/** @param {number} index @param {number} count */
function nameOf(index, count) {
  if (index === 0) return t("clients.history.now");
  return index === count - 1 ? t("clients.history.first") : t("clients.history.version", { number: count - index });
}

/** @param {{ stages: Stage[], at: number, onTake: (text: string) => void }} props */
function Comparison({ stages, at, onTake }) {
  const [stage, before] = [stages[at], stages[at + 1]];
  if (!stage) return null;
  const parts = differences(before?.text ?? stage.text, stage.text);
  const isSame = before !== undefined && before.text === stage.text;
  return html`<div class="stack" aria-live="polite">
    <div class="note-panes">
      ${before &&
      html`<section class="note-pane" key="before">
        ${h(StageHead, { stage: before, title: t("clients.history.before") })}
        <p class="note-text">${h(MarkedText, { parts: parts.before, as: "del" })}</p>
      </section>`}
      <section class="note-pane" key="after">
        ${h(StageHead, { stage, title: before ? t("clients.history.after") : t("clients.history.first") })}
        <p class="note-text">${h(MarkedText, { parts: parts.after, as: "ins" })}</p>
      </section>
    </div>
    ${isSame && html`<p class="soft small">${t(stage.shared ? "clients.history.only_shared" : "clients.history.only_private")}</p>`}
    ${at > 0 && html`<div class="row">${h(Button, { icon: "edit", small: true, onClick: () => onTake(stage.text) }, t("clients.history.take"))}</div>`}
  </div>`;
}

/** @param {{ stage: Stage, title: string }} props */
function StageHead({ stage, title }) {
  return html`<h3 class="note-pane-title">${title} ${stage.shared && h(Badge, { tone: "warning", icon: "eye" }, t("clients.shared"))}</h3>
    <p class="soft small">${formatDateTime(stage.at)}${stage.who && ` · ${stage.who}`}</p>`;
}
