import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { current, entries } from "../navigation.js";
import { href, route } from "../router.js";
import { Icon } from "./icon.js";
import { Popup } from "./popup.js";

/** @typedef {import("../navigation.js").Entry} Entry */

/** So many stand in the bar of a phone, "more" included. */
const IN_BAR = 5;

/** The main navigation: a bar below on a phone, a rail on a tablet, a list on a desk. */
export function SiteNav() {
  const all = entries();
  const first = all.length > IN_BAR ? IN_BAR - 1 : IN_BAR;
  const rest = all.slice(first);
  const isRestHere = rest.some((entry) => current(entry, route.value.path));
  return html`<nav class="nav" aria-label=${t("core.shell.navigation")}>
    <ul class="nav-list">
      ${all.map((entry, index) => html`<li key=${entry.to} class=${`nav-item${index >= first ? " nav-rest" : ""}${startsGroup(all, index) ? " nav-starts" : ""}`}>
        ${link(entry, "nav-link")}
      </li>`)}
      ${rest.length > 0 && html`<li class="nav-item nav-more">
        ${h(Popup, {
          label: t("core.shell.more"),
          look: `nav-link${isRestHere ? " nav-link-here" : ""}`,
          button: [h(Icon, { name: "menu", size: 22 }), html`<span class="nav-text">${t("core.shell.more")}</span>`],
          panelLook: "popup-more",
        }, html`<ul class="popup-list">${rest.map((entry) => html`<li key=${entry.to}>${link(entry, "popup-entry")}</li>`)}</ul>`)}
      </li>`}
    </ul>
  </nav>`;
}

/**
 * @param {Entry} entry
 * @param {string} look
 */
function link(entry, look) {
  return html`<a class=${look} href=${href(entry.to)} aria-current=${current(entry, route.value.path)}>
    ${h(Icon, { name: entry.icon, size: 22 })}<span class=${entry.short ? "nav-text nav-long" : "nav-text"}>${t(entry.label)}</span>
    ${entry.short && html`<span class="nav-text nav-short">${t(entry.short)}</span>`}
  </a>`;
}

/**
 * @param {Entry[]} all
 * @param {number} index
 */
function startsGroup(all, index) {
  const before = all[index - 1];
  return before !== undefined && before.group !== all[index]?.group;
}
