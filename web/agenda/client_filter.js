// One client, found by typing; chosen, the page shows theirs only.

import { get } from "../api.js";
import { IconButton } from "../components/button.js";
import { Icon } from "../components/icon.js";
import { h, html, useEffect, useId, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";

/** @typedef {import("../types/api.js").components["schemas"]["Client"]} Client */

const MOST = 8;
const PAUSE = 250;

/** @param {{ client: string, onPick: (id: string) => void }} props `client`: id, empty for all */
export function ClientFilter({ client, onPick }) {
  return client ? h(Chosen, { key: client, client, onPick }) : h(Search, { onPick });
}

/** @param {{ client: string, onPick: (id: string) => void }} props */
function Chosen({ client, onPick }) {
  const load = useLoad((signal) => get(`/api/clients/${client}/`, undefined, { signal }));
  const name = /** @type {Client | undefined} */ (load.data)?.name || t("agenda.client.number", { number: client });
  return html`<span class="client-chosen">
    ${h(Icon, { name: "person", size: 18 })}<span class="cut">${name}</span>
    ${h(IconButton, { icon: "cross", small: true, label: t("agenda.client.all", { name }), onClick: () => onPick("") })}
  </span>`;
}

/** The combobox pattern of the ARIA guide. @param {{ onPick: (id: string) => void }} props */
function Search({ onPick }) {
  const id = useId();
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const { found, note } = useFound(text);
  const isShown = isOpen && found.length > 0;
  const current = isShown ? found[at] : undefined;
  /** @param {KeyboardEvent} event */
  const onKeyDown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) {
      setOpen(true);
      setAt((at + step + found.length) % found.length);
    } else if (event.key === "Enter" && current) onPick(String(current.id));
    else if (event.key === "Escape" && isOpen) setOpen(false);
    else return;
    event.preventDefault();
  };
  /** @param {InputEvent} event */
  const onInput = (event) => {
    setText(/** @type {HTMLInputElement} */ (event.currentTarget).value);
    setOpen(true);
    setAt(0);
  };
  return html`<div class="suggest client-search">
    <label class="unseen" for=${id}>${t("agenda.client.label")}</label>
    ${h(Icon, { name: "search", size: 18 })}
    <input
      id=${id}
      type="text"
      role="combobox"
      autocomplete="off"
      spellcheck=${false}
      maxlength="100"
      placeholder=${t("agenda.client.label")}
      aria-autocomplete="list"
      aria-expanded=${isShown ? "true" : "false"}
      aria-controls=${`${id}-list`}
      aria-activedescendant=${current ? `${id}-${current.id}` : undefined}
      value=${text}
      onInput=${onInput}
      onKeyDown=${onKeyDown}
      onBlur=${() => setOpen(false)}
    />
    <ul id=${`${id}-list`} class="suggest-list client-list" role="listbox" aria-label=${t("agenda.client.label")} hidden=${!isShown}>
      ${found.map((one, index) => h(Suggested, { key: one.id, one, id: `${id}-${one.id}`, isCurrent: index === at, onPick: () => onPick(String(one.id)) }))}
    </ul>
    <p class=${isOpen && note && !isShown ? "suggest-note client-list small" : "unseen"} role="status">${isOpen ? note : ""}</p>
  </div>`;
}

/** @param {{ one: Client, id: string, isCurrent: boolean, onPick: () => void }} props */
function Suggested({ one, id, isCurrent, onPick }) {
  /** @param {PointerEvent} event */
  const press = (event) => {
    // The input keeps the focus until it is gone.
    event.preventDefault();
    onPick();
  };
  return html`<li id=${id} role="option" aria-selected=${isCurrent ? "true" : "false"} onPointerDown=${press}>
    <span>${one.name}</span><span class="soft small cut">${one.email ?? one.phone}</span>
  </li>`;
}

/** @param {string} text @returns {{ found: Client[], note: string }} */
function useFound(text) {
  const search = text.trim();
  const [state, setState] = useState({ search: "", found: /** @type {Client[]} */ ([]), hasFailed: false });
  useEffect(() => {
    if (!search) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      get("/api/clients/", { search, page_size: MOST }, { signal: stop.signal })
        .then(({ results }) => setState({ search, found: results, hasFailed: false }))
        .catch(() => !stop.signal.aborted && setState({ search, found: [], hasFailed: true }));
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [search]);
  if (!search) return { found: [], note: "" };
  if (state.search !== search) return { found: state.found, note: "" };
  if (state.hasFailed) return { found: [], note: t("agenda.client.failed") };
  return { found: state.found, note: state.found.length ? t("agenda.client.found", { count: state.found.length }) : t("agenda.client.none") };
}
