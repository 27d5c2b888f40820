import { h, html, useEffect, useId, useLayoutEffect, useRef } from "../h.js";
import { t } from "../i18n.js";
import { Icon } from "./icon.js";

const REACHABLE =
  "a[href], button:not([disabled]), input:not([disabled], [type=hidden]), select:not([disabled]), textarea:not([disabled]), summary, [tabindex='0']";
let openCount = 0;

/**
 * @typedef {{
 *   open: boolean,
 *   title: string,
 *   lead?: string,
 *   onClose: () => void,
 *   actions?: import("../h.js").Children,
 *   size?: "small" | "normal" | "wide",
 *   isSticky?: boolean,
 *   isBusy?: boolean,
 *   tone?: "danger",
 *   focus?: "field" | "title" | "lastAction" | "firstAction",
 *   children?: import("../h.js").Children,
 * }} DialogProps
 */

/**
 * A question or a form above the page. Escape, the cross and a press beside it close it; `isSticky` (something was
 * typed) refuses the press beside it, `isBusy` refuses all three.
 * @param {DialogProps} props
 */
export function Dialog(props) {
  return props.open ? h(OpenDialog, props) : null;
}

/** @param {DialogProps} props */
function OpenDialog({ title, lead, onClose, actions, size = "normal", isSticky, isBusy, tone, focus = "field", children }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const pressedBeside = useRef(false);
  const id = useId();
  useModal(dialog, focus);

  const close = () => {
    if (!isBusy) onClose();
  };
  /** @param {MouseEvent} event */
  const onPress = (event) => {
    pressedBeside.current = event.target === dialog.current;
  };
  // A text selected inside with the pointer let go outside is no press beside the dialog.
  /** @param {MouseEvent} event */
  const onClick = (event) => {
    if (event.target === dialog.current && pressedBeside.current && !isSticky) close();
  };
  /** @param {Event} event */
  const onCancel = (event) => {
    if (event.target !== dialog.current) return;
    event.preventDefault();
    close();
  };

  return html`<dialog
    ref=${dialog}
    class=${`dialog dialog-${size} ${tone ? `dialog-${tone}` : ""}`}
    aria-labelledby=${`${id}-title`}
    aria-describedby=${lead ? `${id}-lead` : undefined}
    aria-busy=${isBusy ? "true" : undefined}
    onCancel=${onCancel}
    onMouseDown=${onPress}
    onClick=${onClick}
    onKeyDown=${keepFocus}
  >
    <div class="dialog-sheet">
      <header class="dialog-head">
        <div>
          <h2 id=${`${id}-title`} tabindex="-1">${title}</h2>
          ${lead && html`<p id=${`${id}-lead`} class="dialog-lead">${lead}</p>`}
        </div>
        <button type="button" class="dialog-close" aria-label=${t("core.dialog.close")} disabled=${isBusy} onClick=${close}>
          ${h(Icon, { name: "cross" })}
        </button>
      </header>
      ${children && html`<div class="dialog-body">${children}</div>`}
      ${actions && html`<footer class="dialog-actions">${actions}</footer>`}
    </div>
  </dialog>`;
}

/**
 * Shows it above everything, holds the page still, and gives the focus back at the end.
 * @param {{ current: HTMLDialogElement | null }} ref @param {NonNullable<DialogProps["focus"]>} focus
 */
function useModal(ref, focus) {
  const opener = useRef(/** @type {Element | null} */ (null));
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    opener.current = document.activeElement;
    dialog.showModal();
    firstIn(dialog, focus)?.focus();
    return lockScroll();
  }, []);
  useEffect(
    () => () => {
      if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
    },
    [],
  );
}

/** @param {HTMLDialogElement} dialog @param {NonNullable<DialogProps["focus"]>} focus @returns {HTMLElement | null} */
function firstIn(dialog, focus) {
  const title = /** @type {HTMLElement | null} */ (dialog.querySelector("h2"));
  const buttons = /** @type {NodeListOf<HTMLElement>} */ (dialog.querySelectorAll(".dialog-actions button"));
  if (focus === "title") return title;
  if (focus === "firstAction") return buttons[0] ?? title;
  if (focus === "lastAction") return buttons[buttons.length - 1] ?? title;
  return dialog.querySelector(":is(.dialog-body) :is(input:not([type=hidden], :disabled), select, textarea)") ?? title;
}

function lockScroll() {
  const root = document.documentElement;
  openCount += 1;
  // The page must not jump sideways by the width of its scroll bar.
  root.classList.toggle("is-locked-with-bar", window.innerWidth > root.clientWidth);
  root.classList.add("is-locked");
  return () => {
    openCount -= 1;
    if (openCount === 0) root.classList.remove("is-locked", "is-locked-with-bar");
  };
}

/** The browser keeps the focus off the page, yet lets it wander through its own bars. @param {KeyboardEvent} event */
function keepFocus(event) {
  if (event.key !== "Tab") return;
  const dialog = /** @type {HTMLElement} */ (event.currentTarget);
  const all = [...dialog.querySelectorAll(REACHABLE)].filter((one) => one instanceof HTMLElement && one.offsetParent);
  const from = event.shiftKey ? all[0] : all[all.length - 1];
  const to = event.shiftKey ? all[all.length - 1] : all[0];
  const isAtEdge = document.activeElement === from || (event.shiftKey && document.activeElement?.tagName === "H2");
  if (isAtEdge && to instanceof HTMLElement) {
    event.preventDefault();
    to.focus();
  }
}
