// Finding one person by typing: an input with a list of suggestions below (the combobox pattern of the ARIA guide).

import { get } from "../api.js";
import { Avatar } from "../components/avatar.js";
import { Icon } from "../components/icon.js";
import { h, html, useEffect, useId, useState } from "../h.js";
import { t } from "../i18n.js";
import { useSettled } from "./debounce.js";
import { fullName, loginOf } from "./person.js";

/** @typedef {import("./kinds.js").Kind} Kind */
/** @typedef {import("./person.js").Person} Person */
/** @typedef {import("./person.js").Profile} Profile */
/** @typedef {{ id: number, person: Person, detail: string }} Found */

const MOST = 8;

/**
 * @param {{
 *   kind: Kind,
 *   label: string,
 *   hint?: string,
 *   exclude?: number[],
 *   onPick: (found: Found) => void,
 * }} props `exclude`: ids of that list that are not suggested
 */
export function PersonPicker({ kind, label, hint, exclude = [], onPick }) {
  const id = useId();
  const [text, setText] = useState("");
  const [isOpen, setIsOpen] = useState(false);
  const [at, setAt] = useState(0);
  const { found, state } = useSuggestions(kind, text, exclude);
  const isShown = isOpen && found.length > 0;
  const current = isOpen ? found[at] : undefined;

  /** @param {Found | undefined} one */
  const pick = (one) => {
    if (!one) return;
    setText("");
    setIsOpen(false);
    onPick(one);
  };
  /** @param {number} step */
  const move = (step) => {
    setIsOpen(true);
    if (found.length > 0) setAt((at + step + found.length) % found.length);
  };
  /** @param {InputEvent} event */
  const onInput = (event) => {
    setText(/** @type {HTMLInputElement} */ (event.currentTarget).value);
    setIsOpen(true);
    setAt(0);
  };
  return html`<div class="picker">
    <label class="picker-label" for=${id}>${label}</label>
    <div class="picker-box">
      ${h(Icon, { name: "search", size: 18 })}
      <input
        id=${id}
        class="picker-input"
        type="text"
        role="combobox"
        autocomplete="off"
        autocapitalize="off"
        spellcheck=${false}
        aria-autocomplete="list"
        aria-expanded=${isShown ? "true" : "false"}
        aria-controls=${`${id}-list`}
        aria-activedescendant=${current ? `${id}-${current.id}` : undefined}
        aria-describedby=${`${id}-hint`}
        value=${text}
        onInput=${onInput}
        onKeyDown=${keysOf(isOpen, { move, pick: () => pick(current), close: () => setIsOpen(false) })}
        onBlur=${() => setIsOpen(false)}
      />
    </div>
    <p class="picker-hint" id=${`${id}-hint`} aria-live="polite">
      ${isOpen && text.trim() ? hintOf(state, found.length) : (hint ?? "")}
    </p>
    <ul class="picker-list" id=${`${id}-list`} role="listbox" aria-label=${label} hidden=${!isShown}>
      ${found.map((one, index) => suggested(one, `${id}-${one.id}`, index === at, () => pick(one)))}
    </ul>
  </div>`;
}

/**
 * @param {boolean} isOpen
 * @param {{ move: (step: number) => void, pick: () => void, close: () => void }} deeds
 * @returns {(event: KeyboardEvent) => void}
 */
function keysOf(isOpen, { move, pick, close }) {
  return (event) => {
    const { key } = event;
    if (key === "ArrowDown") move(1);
    else if (key === "ArrowUp") move(-1);
    else if (key === "Enter" && isOpen) pick();
    else if (key === "Escape" && isOpen) {
      // A dialog around it stays.
      event.stopPropagation();
      close();
    } else return;
    event.preventDefault();
  };
}

/**
 * @param {Found} one
 * @param {string} id
 * @param {boolean} isCurrent
 * @param {() => void} onPick
 */
function suggested(one, id, isCurrent, onPick) {
  /** @param {PointerEvent} event */
  const press = (event) => {
    // The input keeps the focus.
    event.preventDefault();
    onPick();
  };
  return html`<li
    key=${one.id}
    id=${id}
    class="picker-option"
    role="option"
    aria-selected=${isCurrent ? "true" : "false"}
    onPointerDown=${press}
  >
    ${h(Avatar, { user: one.person, size: "small" })}
    <span class="picker-name">${fullName(one.person)}</span>
    <span class="picker-detail">${one.detail}</span>
  </li>`;
}

/**
 * @param {"idle" | "searching" | "done" | "failed"} state
 * @param {number} count
 */
function hintOf(state, count) {
  if (state === "failed") return t("people.picker.failed");
  if (state !== "done") return t("people.picker.searching");
  return count === 0 ? t("people.picker.none") : t("people.picker.found", { count });
}

/**
 * @param {Kind} kind
 * @param {string} text
 * @param {number[]} exclude
 * @returns {{ found: Found[], state: "idle" | "searching" | "done" | "failed" }}
 */
function useSuggestions(kind, text, exclude) {
  const search = useSettled(text.trim());
  const [found, setFound] = useState(/** @type {Found[]} */ ([]));
  const [state, setState] = useState(/** @type {"idle" | "searching" | "done" | "failed"} */ ("idle"));
  useEffect(() => {
    if (!search) {
      setFound([]);
      setState("idle");
      return;
    }
    const stop = new AbortController();
    setState("searching");
    get(`/api/${kind}/`, { search, page_size: MOST + Math.min(exclude.length, 20) }, { signal: stop.signal })
      .then((answer) => {
        setFound(answer.results.map(suggestion));
        setState("done");
      })
      .catch(() => {
        if (!stop.signal.aborted) setState("failed");
      });
    return () => stop.abort();
  }, [kind, search]);
  const left = found.filter((one) => !exclude.includes(one.id)).slice(0, MOST);
  return { found: text.trim() ? left : [], state };
}

/**
 * @param {Person | Profile} row
 * @returns {Found}
 */
function suggestion(row) {
  if (!("user" in row)) return { id: row.id, person: row, detail: loginOf(row) };
  const detail = [row.student_number, row.level].filter(Boolean).join(" · ") || loginOf(row.user);
  return { id: row.id, person: row.user, detail };
}
