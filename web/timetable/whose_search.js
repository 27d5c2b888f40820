import { Icon } from "../components/icon.js";
import { h, html, useEffect, useId, useState } from "../h.js";
import { t } from "../i18n.js";
import { findChoices } from "./choices.js";

/** @typedef {import("./shapes.js").Choice} Choice */

const PAUSE = 250;
export const CHOICE_ICONS = /** @type {const} */ ({ person: "person", group: "people", room: "door" });

/**
 * A person, a group or a room found by typing: the combobox pattern of the ARIA guide.
 * @param {{ who: import("./viewer.js").Viewer, onPick: (choice: Choice) => void }} props
 */
export function WhoseSearch({ who, onPick }) {
  const id = useId();
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const { found, note } = useFound(text, isOpen, who);
  const isShown = isOpen && found.length > 0;
  const current = isShown ? found[Math.min(at, found.length - 1)] : undefined;
  const label = labelFor(who);
  /** @param {Choice} choice */
  const pick = (choice) => {
    setText("");
    setOpen(false);
    onPick(choice);
  };
  /** @param {KeyboardEvent} event */
  const onKeyDown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) {
      setOpen(true);
      setAt((at + step + found.length) % found.length);
    } else if (event.key === "Enter" && current) pick(current);
    else if (event.key === "Escape" && isOpen) setOpen(false);
    else return;
    event.preventDefault();
  };
  /** @param {InputEvent} event */
  const onInput = (event) => {
    setText(textIn(event));
    setOpen(true);
    setAt(0);
  };
  return html`<div class="suggest whose-search">
    <label class="unseen" for=${id}>${label}</label>
    ${h(Icon, { name: "search", size: 18 })}
    <input
      id=${id}
      type="text"
      role="combobox"
      autocomplete="off"
      spellcheck=${false}
      maxlength="100"
      placeholder=${label}
      aria-autocomplete="list"
      aria-expanded=${isShown ? "true" : "false"}
      aria-controls=${`${id}-list`}
      aria-activedescendant=${current ? `${id}-${current.kind}-${current.id}` : undefined}
      value=${text}
      onInput=${onInput}
      onFocus=${() => setOpen(true)}
      onKeyDown=${onKeyDown}
      onBlur=${() => setOpen(false)}
    />
    <ul id=${`${id}-list`} class="suggest-list whose-list" role="listbox" aria-label=${label} hidden=${!isShown}>
      ${found.map((one) => h(Suggested, { key: `${one.kind}-${one.id}`, one, id: `${id}-${one.kind}-${one.id}`, isCurrent: one === current, onPick: () => pick(one) }))}
    </ul>
    <p class=${isOpen && note && !isShown ? "suggest-note small" : "unseen"} role="status">${isOpen ? note : ""}</p>
  </div>`;
}

/** @param {import("./viewer.js").Viewer} who */
const labelFor = (who) => t(who.plans ? "timetable.whose.search" : "timetable.whose.search_people");

/** @param {Event} event */
const textIn = (event) => /** @type {HTMLInputElement} */ (event.currentTarget).value;

/** @param {{ one: Choice, id: string, isCurrent: boolean, onPick: () => void }} props */
function Suggested({ one, id, isCurrent, onPick }) {
  /** @param {PointerEvent} event */
  const press = (event) => {
    // The input keeps the focus until it is gone.
    event.preventDefault();
    onPick();
  };
  return html`<li id=${id} role="option" aria-selected=${isCurrent ? "true" : "false"} onPointerDown=${press}>
    ${h(Icon, { name: one.isProfessor ? "lesson" : CHOICE_ICONS[one.kind], size: 18 })}
    <span class="whose-words"><span>${one.name}</span><span class="soft small cut">${one.note}</span></span>
  </li>`;
}

/**
 * @param {string} text @param {boolean} isOpen @param {import("./viewer.js").Viewer} who
 * @returns {{ found: Choice[], note: string }}
 */
function useFound(text, isOpen, who) {
  const search = text.trim();
  const [state, setState] = useState({ search: "\n", found: /** @type {Choice[]} */ ([]), hasFailed: false });
  useEffect(() => {
    if (!isOpen || (state.search === search && !state.hasFailed)) return;
    const stop = new AbortController();
    const timer = setTimeout(
      () => {
        findChoices(search, who, stop.signal)
          .then((found) => !stop.signal.aborted && setState({ search, found, hasFailed: false }))
          .catch(() => !stop.signal.aborted && setState({ search, found: [], hasFailed: true }));
      },
      search ? PAUSE : 0,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [search, isOpen]);
  if (state.search !== search) return { found: search ? state.found : [], note: "" };
  if (state.hasFailed) return { found: [], note: t("timetable.whose.failed") };
  const { length: count } = state.found;
  return { found: state.found, note: count ? t("timetable.whose.found", { count }) : t("timetable.whose.none") };
}
