import { h, html } from "../h.js";
import { Link } from "../router.js";
import { Icon } from "./icon.js";
import { Spinner } from "./spinner.js";

/** @typedef {import("../h.js").Children} Children */

/**
 * @typedef {object} ButtonProps
 * @property {"primary" | "quiet" | "danger" | "plain"} [tone] primary: what the page is for, once; quiet: the others
 * @property {"button" | "submit" | "reset"} [type]
 * @property {boolean} [busy] it works on it: shown, and not pressed twice
 * @property {boolean} [disabled]
 * @property {import("./icon_shapes.js").IconName} [icon]
 * @property {import("./icon_shapes.js").IconName} [iconAfter]
 * @property {string} [to] a page of the app
 * @property {string} [href] an address outside of it
 * @property {boolean | string} [download]
 * @property {(event: MouseEvent) => void} [onClick]
 * @property {boolean} [small]
 * @property {boolean} [wide] as wide as what it stands in
 * @property {string} [label] what is read aloud, when the text alone does not say it
 * @property {string} [id]
 * @property {string} [form] of a submit button that stands outside of its form
 * @property {Record<string, string | number | boolean | undefined>} [aria] further attributes: `{ "aria-expanded": true }`
 * @property {{ current: HTMLElement | null }} [buttonRef]
 * @property {Children} [children]
 */

/**
 * A button, or a link that looks like one when `to` or `href` is given.
 * @param {ButtonProps} props
 */
export function Button(props) {
  const { tone = "quiet", busy = false, small, wide, icon, iconAfter, children } = props;
  const look = `button button-${tone}${small ? " button-small" : ""}${wide ? " button-wide" : ""}`;
  const size = small ? 16 : 18;
  const inside = [
    busy ? h(Spinner, { size }) : icon && h(Icon, { name: icon, size }),
    html`<span class="button-text">${children}</span>`,
    iconAfter && h(Icon, { name: iconAfter, size }),
  ];
  return shell(props, look, inside);
}

/**
 * A button of a drawing only; its label is read aloud and shown when pointed at.
 * @param {ButtonProps & { icon: import("./icon_shapes.js").IconName, label: string, size?: number }} props
 */
export function IconButton(props) {
  const { icon, label, busy, small, tone = "plain", size = small ? 18 : 20 } = props;
  const look = `icon-button icon-button-${tone}${small ? " icon-button-small" : ""}`;
  return shell({ ...props, label }, look, busy ? h(Spinner, { size }) : h(Icon, { name: icon, size }), label);
}

/**
 * @param {ButtonProps} props
 * @param {string} look
 * @param {Children} inside
 * @param {string} [title]
 */
function shell(props, look, inside, title) {
  const { type = "button", busy, disabled, to, href, download, onClick, label, id, form, aria, buttonRef } = props;
  if (to !== undefined && !disabled) {
    return h(Link, { to, class: look, title, "aria-label": label, id, onClick, ...aria }, inside);
  }
  if (href !== undefined && !disabled) {
    return html`<a href=${href} download=${download} class=${look} title=${title} aria-label=${label} id=${id}
      onClick=${onClick} ...${aria}>${inside}</a>`;
  }
  // A busy button keeps the focus: aria-disabled, not disabled.
  return html`<button type=${type} class=${look} title=${title} aria-label=${label} id=${id} form=${form}
    disabled=${disabled} aria-disabled=${busy ? "true" : undefined} aria-busy=${busy ? "true" : undefined}
    ref=${buttonRef} onClick=${busy ? stop : onClick} ...${aria}>${inside}</button>`;
}

/** @param {Event} event */
function stop(event) {
  event.preventDefault();
  event.stopPropagation();
}
