import { html } from "../h.js";

/**
 * A text whose parts are marked: what was searched for, what came or went.
 * @param {{ parts: readonly import("./text_parts.js").Part[], as?: "mark" | "ins" | "del" }} props
 */
export function MarkedText({ parts, as = "mark" }) {
  return parts.map(({ text, isMarked }, index) => {
    if (!isMarked) return text;
    if (as === "ins") return html`<ins key=${index}>${text}</ins>`;
    return as === "del" ? html`<del key=${index}>${text}</del>` : html`<mark key=${index}>${text}</mark>`;
  });
}
