import { html, useEffect, useId, useRef, useState } from "../h.js";
import { route } from "../router.js";

/** @typedef {import("../h.js").Children} Children */

/**
 * A button of the shell and the panel that it opens: a sheet from below on a phone, beside the button elsewhere. Closed by
 * Escape, by a click elsewhere, when the focus leaves it, and when another page comes.
 * @param {object} props
 * @param {string} props.label of the panel
 * @param {string} props.look class of the button
 * @param {Children} props.button what it shows
 * @param {string} [props.panelLook]
 * @param {Children} [props.children]
 */
export function Popup({ label, look, button, panelLook = "", children }) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const panel = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (panel.current?.matches(":popover-open")) panel.current.hidePopover();
  }, [route.value.path]);
  const leave = (/** @type {FocusEvent} */ event) => {
    const next = event.relatedTarget;
    const isOutside = next instanceof Element && !panel.current?.contains(next) && next.getAttribute("popovertarget") !== id;
    if (isOutside) panel.current?.hidePopover();
  };
  // There before it is shown, and gone only after the focus went back to the button.
  const fill = (/** @type {ToggleEvent} */ event) => {
    if (event.newState === "open") setOpen(true);
  };
  const clear = (/** @type {ToggleEvent} */ event) => {
    if (event.newState === "closed") setOpen(false);
  };
  return [
    html`<button type="button" class=${look} popovertarget=${id}>${button}</button>`,
    html`<div class=${`popup ${panelLook}`} id=${id} popover="auto" role="group" aria-label=${label} ref=${panel}
      onBeforeToggle=${fill} onToggle=${clear} onFocusOut=${leave}>${isOpen && children}</div>`,
  ];
}
