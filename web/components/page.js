import { h, html, useEffect, useRef } from "../h.js";
import { t } from "../i18n.js";
import { place } from "../place.js";
import { Link, route, visits } from "../router.js";
import { Icon } from "./icon.js";

/** @typedef {import("../h.js").Children} Children */

/**
 * The frame of every page: the one h1, the title of the window, and the focus when one comes from another page.
 * @param {object} props
 * @param {string} props.title
 * @param {Children} [props.lead] one sentence: what this page is for
 * @param {Children} [props.tools] buttons beside the title
 * @param {{ to: string, label: string }} [props.back]
 * @param {"narrow" | "normal" | "wide"} [props.width]
 * @param {boolean} [props.isTitleUnseen] the title is read aloud only, because the page shows it another way
 * @param {Children} [props.children]
 */
export function Page({ title, lead, tools, back, width = "normal", isTitleUnseen = false, children }) {
  const heading = useRef(/** @type {HTMLHeadingElement | null} */ (null));
  const { name } = place.value;
  useEffect(() => {
    document.title = title === name ? name : `${title} · ${name}`;
  }, [title, name]);
  useEffect(() => leadFocus(heading.current), [route.value.path]);

  return html`<div class=${`page page-${width}`}>
    <div class=${isTitleUnseen ? "unseen" : "page-top"}>
      ${back && h(Link, { to: back.to, class: "page-back" }, h(Icon, { name: "arrow_left", size: 16 }), back.label)}
      <div class="page-heading">
        <div class="page-title">
          <h1 ref=${heading} tabindex="-1">${title}</h1>
          ${lead && html`<p class="lead">${lead}</p>`}
        </div>
        ${tools && html`<div class="page-tools" role="group" aria-label=${t("core.page.tools")}>${tools}</div>`}
      </div>
    </div>
    ${children}
  </div>`;
}

/** @param {HTMLElement | null} heading */
function leadFocus(heading) {
  // A field of the page that took the focus when it appeared keeps it; so does the browser on the first page.
  const isTaken = document.activeElement?.closest("main");
  if (visits.peek() > 0 && !isTaken) heading?.focus({ preventScroll: true });
}
