// A field that suggests what is meant while one types: the combobox with a listbox of the ARIA guide.

import { h, html, useEffect, useId, useRef, useState } from "../h.js";
import { t } from "../i18n.js";
import { Icon } from "./icon.js";
import { Spinner } from "./spinner.js";
import { stepped, useSuggestions } from "./suggestions.js";

/**
 * One line of the list. `detail` tells those of one name apart; `picture` stands before the name.
 * @typedef {{ key: string | number, name: string, detail?: string, picture?: import("../h.js").Children }} Line
 */

/**
 * @template T
 * @typedef {object} SuggestProps
 * @property {string} label
 * @property {import("./suggestions.js").Find<T>} find
 * @property {(one: T) => Line} lineOf
 * @property {(one: T) => void} onPick
 * @property {string} [id] of the input, when a field around it has the label
 * @property {boolean} [isLabelled] the label stands elsewhere already, and points to `id`
 * @property {string} [placeholder] the label, unless told
 * @property {string} [none] said when nothing fits
 * @property {string} [described] id of what describes it
 * @property {boolean} [isWrong]
 * @property {boolean} [isWide] as wide as what it stands in
 * @property {boolean} [toLeft] the list opens from the right edge to the left, where there is room for it
 * @property {boolean} [withoutText] suggests before anything is typed
 */

/** @param {SuggestProps<any>} props any: `h` does not carry the kind of what is suggested */
export function Suggest(props) {
  const { label, isLabelled, placeholder, none, described, isWrong, isWide, toLeft, withoutText } = props;
  const made = useId();
  const id = props.id ?? made;
  const { text, found, lines, state, isOpen, isShown, current, change, pick, setOpen, onKeyDown } = useCombobox(props);
  const look = ["suggest", isWide && "is-wide", toLeft && "opens-left", isWrong && "is-wrong"];
  return html`<div class=${look.filter(Boolean).join(" ")}>
    ${!isLabelled && html`<label class="unseen" for=${id}>${label}</label>`}
    ${state === "searching" ? h(Spinner, {}) : h(Icon, { name: "search", size: 18 })}
    <input
      id=${id}
      type="text"
      role="combobox"
      autocomplete="off"
      autocapitalize="off"
      spellcheck=${false}
      maxlength="100"
      placeholder=${placeholder ?? label}
      aria-autocomplete="list"
      aria-expanded=${isShown ? "true" : "false"}
      aria-controls=${`${id}-list`}
      aria-activedescendant=${current >= 0 ? `${id}-${lines[current].key}` : undefined}
      aria-invalid=${isWrong ? "true" : undefined}
      aria-describedby=${described}
      value=${text}
      onInput=${(/** @type {Event} */ event) => change(/** @type {HTMLInputElement} */ (event.currentTarget).value)}
      onFocus=${() => withoutText && setOpen(true)}
      onClick=${() => (withoutText || text) && setOpen(true)}
      onKeyDown=${onKeyDown}
      onBlur=${() => setOpen(false)}
    />
    <ul id=${`${id}-list`} class="suggest-list" role="listbox" aria-label=${label} hidden=${!isShown}>
      ${found.map((one, index) => h(Option, { key: lines[index].key, id: `${id}-${lines[index].key}`, line: lines[index], isCurrent: index === current, onPick: () => pick(one) }))}
    </ul>
    ${h(Said, { state, count: found.length, isOpen, none })}
  </div>`;
}

/** @param {SuggestProps<any>} props */
function useCombobox({ find, lineOf, onPick, withoutText = false }) {
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const { found, state } = useSuggestions({ text, find, isWanted: isOpen, withoutText });
  const isShown = isOpen && found.length > 0;
  const current = isShown ? Math.min(at, found.length - 1) : -1;
  /** @param {string} typed @param {boolean} isNowOpen */
  const begin = (typed, isNowOpen) => {
    setText(typed);
    setOpen(isNowOpen);
    setAt(0);
  };
  /** @param {any} one */
  const pick = (one) => {
    begin("", false);
    onPick(one);
  };
  const onKeyDown = keysOf({
    isOpen,
    hasText: text !== "",
    step: (by) => {
      setOpen(true);
      if (isShown) setAt(stepped(current, by, found.length));
    },
    // What is on its way may be something else.
    pick: () => current >= 0 && state === "done" && pick(found[current]),
    close: () => setOpen(false),
  });
  const change = (/** @type {string} */ typed) => begin(typed, true);
  return { text, found, lines: found.map(lineOf), state, isOpen, isShown, current, change, pick, setOpen, onKeyDown };
}

/** @param {{ id: string, line: Line, isCurrent: boolean, onPick: () => void }} props */
function Option({ id, line, isCurrent, onPick }) {
  const itself = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (isCurrent) itself.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  const { name, detail, picture } = line;
  return html`<li
    id=${id}
    ref=${itself}
    role="option"
    aria-selected=${isCurrent ? "true" : "false"}
    onMouseDown=${(/** @type {MouseEvent} */ event) => event.preventDefault()}
    onClick=${onPick}
  >
    ${picture}
    <span class="suggest-words"><span>${name}</span>${detail && html`<span class="soft small">${detail}</span>`}</span>
  </li>`;
}

/** How many there are is read aloud; that there is none is seen as well. @param {{ state: string, count: number, isOpen: boolean, none?: string }} props */
function Said({ state, count, isOpen, none = t("core.suggest.none") }) {
  const isEmpty = state === "failed" || (state === "done" && count === 0);
  let words = "";
  if (state === "failed") words = t("core.suggest.failed");
  else if (state === "done") words = count === 0 ? none : t("core.suggest.found", { count });
  return html`<p class=${isOpen && isEmpty ? "suggest-note small" : "unseen"} role="status">${isOpen ? words : ""}</p>`;
}

/**
 * @param {{ isOpen: boolean, hasText: boolean, step: (by: 1 | -1) => void, pick: () => void, close: () => void }} deeds
 * @returns {(event: KeyboardEvent) => void}
 */
function keysOf({ isOpen, hasText, step, pick, close }) {
  return (event) => {
    const { key } = event;
    // A word that is being composed has its own use of these keys.
    if (event.isComposing) return;
    if (key === "ArrowDown") step(1);
    else if (key === "ArrowUp") step(-1);
    else if (key === "Enter" && (isOpen || hasText)) pick();
    else if (key === "Escape" && isOpen) {
      // A dialog around it stays.
      event.stopPropagation();
      close();
    } else return;
    event.preventDefault();
  };
}
