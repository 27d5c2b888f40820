// A form page that stands alone: a sheet under a roof, as one stands in a préau.
import { h, html, useEffect, useRef } from "../h.js";
import { Page } from "./page.js";

/**
 * @param {{
 *   title: string,
 *   lead?: import("../h.js").Children,
 *   foot?: import("../h.js").Children,
 *   follows?: boolean,
 *   wide?: boolean,
 *   children?: import("../h.js").Children,
 * }} props  foot: below the sheet, the ways to elsewhere; follows: it takes the place of another sheet at the same
 *  address, and the focus with it
 */
export function AuthSheet({ title, lead, foot, follows = false, wide = false, children }) {
  const sheet = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (!follows || sheet.current?.contains(document.activeElement)) return;
    sheet.current?.querySelector("h1")?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }, [follows]);
  return html`<div class=${wide ? "auth auth-wide" : "auth"}>
    <div class="auth-roof" aria-hidden="true"></div>
    <div class="auth-sheet" ref=${sheet}>${h(Page, { title, lead, width: "narrow" }, children)}</div>
    <div class="auth-posts" aria-hidden="true"></div>
    ${foot ? html`<div class="auth-foot">${foot}</div>` : null}
  </div>`;
}
