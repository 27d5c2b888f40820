import { html } from "../h.js";
import { href } from "../router.js";

/** @typedef {{ id: string, label: string, to?: string, count?: number | null, panel?: string }} Tab */

/**
 * Sides of one page. With `onPick` they are tabs (arrow keys; `panel` is the id of what a tab shows), without it links
 * to the items' `to`, each with an address of its own.
 * @param {{ label: string, items: Tab[], current: string, onPick?: (id: string) => void }} props
 */
export function Tabs({ label, items, current, onPick }) {
  if (!onPick) {
    return html`<nav class="tabs" aria-label=${label}>
      ${items.map((item) => html`<a key=${item.id} class="tab" href=${href(item.to ?? "/")}
        aria-current=${item.id === current ? "page" : undefined}>${item.label}${count(item)}</a>`)}
    </nav>`;
  }
  const step = (/** @type {KeyboardEvent} */ event) => {
    const at = items.findIndex((item) => item.id === current);
    const next = target(event.key, at, items.length);
    const item = next === undefined ? undefined : items[next];
    if (!item) return;
    event.preventDefault();
    onPick(item.id);
    const list = /** @type {HTMLElement} */ (event.currentTarget);
    list.querySelectorAll("button")[next ?? 0]?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${label} onKeyDown=${step}>
    ${items.map((item) => html`<button type="button" role="tab" class="tab" key=${item.id} id=${`tab-${item.id}`}
      aria-selected=${item.id === current ? "true" : "false"} aria-controls=${item.panel}
      tabindex=${item.id === current ? 0 : -1} onClick=${() => onPick(item.id)}>${item.label}${count(item)}</button>`)}
  </div>`;
}

/** @param {Tab} item */
function count({ count: number }) {
  return typeof number === "number" && html` <span class="tab-count">${number}</span>`;
}

/**
 * @param {string} key
 * @param {number} at
 * @param {number} length
 */
function target(key, at, length) {
  if (key === "ArrowRight") return (at + 1) % length;
  if (key === "ArrowLeft") return (at - 1 + length) % length;
  if (key === "Home") return 0;
  return key === "End" ? length - 1 : undefined;
}
