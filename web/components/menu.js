import { h, html, useId, useLayoutEffect, useRef, useState } from "../h.js";
import { Link } from "../router.js";
import { Button, IconButton } from "./button.js";
import { Icon } from "./icon.js";

/**
 * @typedef {import("./icon.js").IconName} IconName
 * @typedef {{ label: string, icon?: IconName, to?: string, run?: () => void, isDanger?: boolean, isDisabled?: boolean,
 *   isChecked?: boolean, startsGroup?: boolean }} MenuItem
 */

const MARGIN = 8;

/**
 * A button that opens a list of actions (ARIA APG: menu button). With `text` the button is written, without it only the
 * icon is drawn and `label` names it.
 * @param {{ label: string, items: MenuItem[], text?: string, icon?: IconName, align?: "start" | "end",
 *   isDisabled?: boolean, isSmall?: boolean }} props
 */
export function Menu({ label, items, text, icon = "more", align = "end", isDisabled, isSmall }) {
  const [isOpen, setOpen] = useState(false);
  const first = useRef(/** @type {"first" | "last"} */ ("first"));
  const button = useRef(/** @type {HTMLElement | null} */ (null));
  const list = useRef(/** @type {HTMLDivElement | null} */ (null));
  const id = useId();
  usePlaced(isOpen, button, list, align, first);

  /** @param {KeyboardEvent} event */
  const onButtonKey = (event) => {
    if (isOpen || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    event.preventDefault();
    first.current = event.key === "ArrowUp" ? "last" : "first";
    list.current?.showPopover();
  };
  /** @param {ToggleEvent} event */
  const onToggle = (event) => setOpen(event.newState === "open");
  const close = () => {
    list.current?.hidePopover();
    button.current?.focus();
  };

  const trigger = {
    buttonRef: button,
    disabled: isDisabled,
    aria: { "aria-haspopup": "menu", "aria-expanded": isOpen ? "true" : "false", popovertarget: id },
  };
  return html`<span class="menu" onKeyDown=${onButtonKey}>
    ${text
      ? h(Button, { ...trigger, iconAfter: "chevron_down", small: isSmall }, text)
      : h(IconButton, { ...trigger, icon, label, small: isSmall })}
    <div
      ref=${list}
      id=${id}
      class="menu-list"
      role="menu"
      aria-label=${label}
      popover="auto"
      onToggle=${onToggle}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => onListKey(event, close)}
    >
      ${isOpen && items.map((item) => choice(item, close))}
    </div>
  </span>`;
}

/** @param {MenuItem} item @param {() => void} close */
function choice(item, close) {
  const isCheckable = item.isChecked !== undefined;
  const inside = html`<span class="menu-icon">
      ${isCheckable ? item.isChecked && h(Icon, { name: "check", size: 18 }) : item.icon && h(Icon, { name: item.icon, size: 18 })}
    </span>
    <span>${item.label}</span>`;
  const properties = {
    class: `menu-item ${item.isDanger ? "is-danger" : ""} ${item.startsGroup ? "starts-group" : ""}`,
    role: isCheckable ? "menuitemradio" : "menuitem",
    "aria-checked": isCheckable ? String(item.isChecked) : undefined,
    "aria-disabled": item.isDisabled ? "true" : undefined,
    tabindex: -1,
  };
  const run = () => {
    if (item.isDisabled) return;
    close();
    item.run?.();
  };
  if (item.to && !item.isDisabled) return h(Link, { ...properties, to: item.to, onClick: close }, inside);
  return html`<button type="button" ...${properties} onClick=${run}>${inside}</button>`;
}

/**
 * Opened: put under its button (over it where there is no room), focus on the first item. It goes when the page scrolls.
 * @param {boolean} isOpen
 * @param {{ current: HTMLElement | null }} button @param {{ current: HTMLElement | null }} list
 * @param {"start" | "end"} align @param {{ current: "first" | "last" }} first
 */
function usePlaced(isOpen, button, list, align, first) {
  useLayoutEffect(() => {
    const box = list.current;
    if (!isOpen || !box || !button.current) return;
    place(button.current.getBoundingClientRect(), box, align);
    const items = itemsOf(box);
    items[first.current === "last" ? items.length - 1 : 0]?.focus({ preventScroll: true });
    first.current = "first";
    /** @param {Event} event */
    const onScroll = (event) => {
      if (event.target !== box) box.hidePopover();
    };
    addEventListener("scroll", onScroll, { capture: true, passive: true });
    return () => removeEventListener("scroll", onScroll, { capture: true });
  }, [isOpen]);
}

/** @param {DOMRect} anchor @param {HTMLElement} box @param {"start" | "end"} align */
function place(anchor, box, align) {
  const { offsetWidth: width, offsetHeight: height } = box;
  const left = align === "end" ? anchor.right - width : anchor.left;
  const fitsBelow = anchor.bottom + 4 + height <= innerHeight - MARGIN;
  const top = fitsBelow ? anchor.bottom + 4 : anchor.top - 4 - height;
  box.style.left = `${Math.max(MARGIN, Math.min(left, document.documentElement.clientWidth - width - MARGIN))}px`;
  box.style.top = `${Math.max(MARGIN, Math.min(top, innerHeight - height - MARGIN))}px`;
}

/** @param {Element} box @returns {HTMLElement[]} */
function itemsOf(box) {
  return [...box.querySelectorAll("[role^=menuitem]")].filter((one) => one instanceof HTMLElement);
}

/** @param {KeyboardEvent} event @param {() => void} close */
function onListKey(event, close) {
  const box = /** @type {HTMLElement} */ (event.currentTarget);
  const items = itemsOf(box);
  const at = items.findIndex((item) => item === document.activeElement);
  /** @type {HTMLElement | undefined} */
  let next;
  if (event.key === "ArrowDown") next = items[(at + 1) % items.length];
  else if (event.key === "ArrowUp") next = items[(at - 1 + items.length) % items.length];
  else if (event.key === "Home") next = items[0];
  else if (event.key === "End") next = items[items.length - 1];
  else if (event.key === "Tab") close();
  else if (event.key === "Escape") {
    // A dialog below it stays.
    event.stopPropagation();
    event.preventDefault();
    close();
  } else if (event.key.length === 1 && event.key !== " ") next = startingWith(items, at, event.key);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** @param {HTMLElement[]} items @param {number} at @param {string} letter */
function startingWith(items, at, letter) {
  const isMeant = (/** @type {HTMLElement} */ item) => item.textContent?.trim().toLowerCase().startsWith(letter.toLowerCase());
  return [...items.slice(at + 1), ...items.slice(0, at + 1)].find(isMeant);
}
