import { h, html, useEffect, useId, useRef, useState } from "../h.js";
import { t } from "../i18n.js";
import { Icon } from "./icon.js";

/** Long enough that a word is typed, short enough that nobody waits. */
const PAUSE = 250;

/**
 * Searches while one types; "/" leads here from anywhere on the page.
 * @param {{ value: string, onSearch: (text: string) => void, label: string, placeholder?: string, isBusy?: boolean }} props
 */
export function SearchBox({ value, onSearch, label, placeholder, isBusy }) {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const { text, change, search } = useTyped(value, onSearch);
  const id = useId();
  useSlash(input);
  const clear = () => {
    change("", 0);
    input.current?.focus();
  };
  /** @param {SubmitEvent} event */
  const onSubmit = (event) => {
    event.preventDefault();
    search(text.trim());
  };

  return html`<form class="search-box" role="search" aria-label=${label} aria-busy=${isBusy ? "true" : undefined} onSubmit=${onSubmit}>
    <label class="unseen" for=${id}>${label}</label>
    ${h(Icon, { name: "search" })}
    <input
      ref=${input}
      id=${id}
      type="search"
      enterkeyhint="search"
      autocomplete="off"
      spellcheck=${false}
      maxlength="100"
      placeholder=${placeholder ?? label}
      value=${text}
      onInput=${(/** @type {Event} */ event) => change(/** @type {HTMLInputElement} */ (event.currentTarget).value, PAUSE)}
    />
    ${text
      ? html`<button type="button" class="search-clear" aria-label=${t("core.search.clear")} onClick=${clear}>
          ${h(Icon, { name: "cross", size: 18 })}
        </button>`
      : html`<kbd class="search-key" aria-hidden="true">/</kbd>`}
  </form>`;
}

/**
 * What is typed, and what was searched for.
 * @param {string} value @param {(text: string) => void} onSearch
 */
function useTyped(value, onSearch) {
  const [text, setText] = useState(value);
  const timer = useRef(/** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined));
  const sent = useRef(value);
  useEffect(() => {
    // Changed from outside: the back button, a filter taken away.
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  /** @param {string} wanted */
  const search = (wanted) => {
    clearTimeout(timer.current);
    if (wanted === sent.current) return;
    sent.current = wanted;
    onSearch(wanted);
  };
  /** @param {string} typed @param {number} pause 0: at once */
  const change = (typed, pause) => {
    setText(typed);
    clearTimeout(timer.current);
    if (pause === 0) search(typed.trim());
    else timer.current = setTimeout(() => search(typed.trim()), pause);
  };
  return { text, change, search };
}

/** @param {{ current: HTMLInputElement | null }} input */
function useSlash(input) {
  useEffect(() => {
    /** @param {KeyboardEvent} event */
    const onKey = (event) => {
      const target = event.target instanceof Element ? event.target : null;
      const isTyping = target?.closest("input, textarea, select, [contenteditable], dialog");
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
