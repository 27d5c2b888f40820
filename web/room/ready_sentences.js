import { html } from "../h.js";
import { t } from "../i18n.js";

const READY = /** @type {const} */ (["room.message.ready.soon", "room.message.ready.quiet", "room.message.ready.desk"]);

/** What is written most often. @param {{ onPick: (text: string) => void }} props */
export function ReadySentences({ onPick }) {
  return html`<div class="talk-ready" role="group" aria-label=${t("room.message.ready")}>
    ${READY.map((key) => html`<button key=${key} type="button" class="talk-chip" onClick=${() => onPick(t(key))}>${t(key)}</button>`)}
  </div>`;
}
