// What hangs on the wall: numbers, never names. Read from across a room, so it is large, calm and moves little.

import { IconButton } from "../components/button.js";
import { h, html, useEffect, useRef, useState } from "../h.js";
import { formatTime, t } from "../i18n.js";
import { place } from "../place.js";
import { useServerNow } from "../seats/clock.js";
import { spanText } from "../seats/time_left.js";
import { roundedWait, waitText } from "./wait_text.js";

/** @typedef {import("./shapes.js").Board} Board */

const MOST_CALLED = 4;
const MOST_WAITING = 12;
/** More of them stand in two columns: nobody can scroll a screen on a wall. */
const ONE_COLUMN = 6;

/** @param {{ board: Board, isStale: boolean }} props isStale: the last answer did not come */
export function BoardView({ board, isStale }) {
  const called = board.called.slice(0, MOST_CALLED);
  const waiting = board.waiting.slice(0, MOST_WAITING);
  const fresh = useFresh(called.map(({ number }) => number));
  return html`<div class="queue-board">
    <header class="queue-board-head">
      <p class="queue-board-place">${place.value.name}${board.site_name !== place.value.name && html`<span class="queue-board-site">${board.site_name}</span>`}</p>
      ${h(BoardClock, {})}
      ${h(FullScreen, {})}
    </header>
    <section class="queue-board-called" aria-live="polite">
      <h2>${t("queue.board.called")}</h2>
      ${called.length > 0
        ? html`<ol>
            ${called.map(
              ({ number, workstation_name: seat }, at) => html`<li key=${number} class=${`queue-board-number${at === 0 ? " is-last" : ""}${fresh.has(number) ? " is-fresh" : ""}`}>
                <strong class="figures">${number}</strong>
                <span>${t("queue.board.desk")}${seat && html`<small>${seat}</small>`}</span>
              </li>`,
            )}
          </ol>`
        : html`<p class="queue-board-none">${t(board.free_seats > 0 ? "queue.board.free" : "queue.board.nobody", { count: board.free_seats })}</p>`}
    </section>
    <section class="queue-board-waiting">
      <h2>${t("queue.board.waiting")}</h2>
      ${waiting.length > 0
        ? html`<ol class=${waiting.length > ONE_COLUMN ? "is-many" : ""}>
            ${waiting.map(({ number, wait_minutes }) => html`<li key=${number}><strong class="figures">${number}</strong><span>${boardWait(wait_minutes)}</span></li>`)}
          </ol>
          ${board.waiting.length > waiting.length && html`<p>${t("queue.board.more", { count: board.waiting.length - waiting.length })}</p>`}`
        : html`<p class="queue-board-none">${t("queue.board.no_queue")}</p>`}
    </section>
    <footer class="queue-board-foot"><p role="status">${isStale ? t("queue.board.stale", { time: formatTime(board.now) }) : t("queue.board.how")}</p></footer>
  </div>`;
}

/** @param {number | null} minutes */
function boardWait(minutes) {
  const rounded = roundedWait(minutes);
  return rounded !== null && rounded > 0 ? t("queue.board.about", { time: spanText(60 * rounded) }) : waitText(rounded);
}

/** Numbers that have just been called stand out for a while. @param {readonly number[]} numbers @returns {ReadonlySet<number>} */
function useFresh(numbers) {
  const seen = useRef(/** @type {Set<number> | null} */ (null));
  const [fresh, setFresh] = useState(/** @type {ReadonlySet<number>} */ (new Set()));
  useEffect(() => {
    const before = seen.current;
    seen.current = new Set(numbers);
    const added = before ? numbers.filter((number) => !before.has(number)) : [];
    if (added.length === 0) return undefined;
    setFresh(new Set(added));
    const timer = setTimeout(() => setFresh(new Set()), 15_000);
    return () => clearTimeout(timer);
  }, [numbers.join()]);
  return fresh;
}

function BoardClock() {
  const now = useServerNow();
  return html`<time class="queue-board-clock figures">${formatTime(new Date(now).toISOString())}</time>`;
}

function FullScreen() {
  const [isFull, setFull] = useState(Boolean(document.fullscreenElement));
  useEffect(() => {
    const hear = () => setFull(Boolean(document.fullscreenElement));
    document.addEventListener("fullscreenchange", hear);
    return () => document.removeEventListener("fullscreenchange", hear);
  }, []);
  if (isFull || !document.fullscreenEnabled) return null;
  const open = () => void document.querySelector(".queue-board")?.requestFullscreen().catch(() => {});
  return h(IconButton, { icon: "external", label: t("queue.board.full"), onClick: open });
}
