// One student, found by typing: the combobox pattern of the ARIA guide. Keys of the area `school` only.

import { Icon } from "../components/icon.js";
import { h, html, useEffect, useId, useState } from "../h.js";
import { t } from "../i18n.js";

/** @typedef {{ id: number, name: string, detail?: string }} Student  `id` of the person */
/** @typedef {(search: string, signal: AbortSignal) => Promise<Student[]>} Find */

const PAUSE = 250;

/**
 * @param {{ id?: string, label: string, isLabelUnseen?: boolean, described?: string, isWrong?: boolean, find: Find,
 *   onPick: (student: Student) => void }} props `find`: whoever comes into question
 */
export function StudentSearch({ id: given, label, isLabelUnseen, described, isWrong, find, onPick }) {
  const made = useId();
  const id = given ?? made;
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const { found, note } = useFound(text, find);
  const isShown = isOpen && found.length > 0;
  const current = isShown ? found[Math.min(at, found.length - 1)] : undefined;
  /** @param {KeyboardEvent} event */
  const onKeyDown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) {
      setOpen(true);
      setAt((at + step + found.length) % found.length);
    } else if (event.key === "Enter" && (current || text)) current && onPick(current);
    else if (event.key === "Escape" && isOpen) {
      // A dialog around it stays.
      event.stopPropagation();
      setOpen(false);
    } else return;
    event.preventDefault();
  };
  /** @param {InputEvent} event */
  const onInput = (event) => {
    setText(/** @type {HTMLInputElement} */ (event.currentTarget).value);
    setOpen(true);
    setAt(0);
  };
  return html`<div class="student-search">
    ${isLabelUnseen && html`<label class="unseen" for=${id}>${label}</label>`}
    <div class="control">
      ${h(Icon, { name: "search", size: 18 })}
      <input
        id=${id}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck=${false}
        maxlength="100"
        placeholder=${t("school.student_search.placeholder")}
        aria-autocomplete="list"
        aria-expanded=${isShown ? "true" : "false"}
        aria-controls=${`${id}-list`}
        aria-activedescendant=${current ? `${id}-${current.id}` : undefined}
        aria-invalid=${isWrong ? "true" : undefined}
        aria-describedby=${described}
        value=${text}
        onInput=${onInput}
        onKeyDown=${onKeyDown}
        onBlur=${() => setOpen(false)}
      />
    </div>
    <ul id=${`${id}-list`} class="student-list" role="listbox" aria-label=${label} hidden=${!isShown}>
      ${found.map((one, index) => h(Suggested, { key: one.id, one, id: `${id}-${one.id}`, isCurrent: one === current || index === at, onPick }))}
    </ul>
    <p class=${isOpen && note && !isShown ? "student-note small" : "unseen"} role="status">${isOpen ? note : ""}</p>
  </div>`;
}

/** @param {{ one: Student, id: string, isCurrent: boolean, onPick: (student: Student) => void }} props */
function Suggested({ one, id, isCurrent, onPick }) {
  /** @param {PointerEvent} event */
  const press = (event) => {
    // The input keeps the focus until it is gone.
    event.preventDefault();
    onPick(one);
  };
  return html`<li id=${id} role="option" aria-selected=${isCurrent ? "true" : "false"} onPointerDown=${press}>
    <span>${one.name}</span>${one.detail && html`<span class="soft small cut">${one.detail}</span>`}
  </li>`;
}

/** @param {string} text @param {Find} find @returns {{ found: Student[], note: string }} */
function useFound(text, find) {
  const search = text.trim();
  const [state, setState] = useState({ search: "", found: /** @type {Student[]} */ ([]), hasFailed: false });
  useEffect(() => {
    if (!search) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      find(search, stop.signal)
        .then((found) => setState({ search, found, hasFailed: false }))
        .catch(() => !stop.signal.aborted && setState({ search, found: [], hasFailed: true }));
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [search]);
  if (!search) return { found: [], note: "" };
  if (state.search !== search) return { found: state.found, note: "" };
  if (state.hasFailed) return { found: [], note: t("school.student_search.failed") };
  return { found: state.found, note: state.found.length ? t("school.student_search.found", { count: state.found.length }) : t("school.student_search.none") };
}
