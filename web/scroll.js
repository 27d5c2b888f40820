// Where each entry of the history was scrolled to: back leads to the same line.

import { passing } from "./storage.js";

const KEY = "preau.scroll";

/** @type {Record<string, number>} */
const positions = JSON.parse(passing.read(KEY) ?? "{}");

/** The entry on the screen; known here because `history.state` is already another one when `popstate` comes. */
let current = "";

/** State of a new entry. */
export function newEntry() {
  return { entry: crypto.randomUUID() };
}

/** Before another entry comes up. */
export function leaveEntry() {
  if (current) positions[current] = scrollY;
}

/** Once a page stands: to the line where its entry was left, a fragment, or the top. */
export function settleScroll() {
  current = history.state?.entry ?? "";
  const wanted = positions[current] ?? 0;
  const target = location.hash && wanted === 0 ? document.getElementById(location.hash.slice(1)) : null;
  if (target) target.scrollIntoView();
  else scrollTo(0, wanted);
  if (wanted > 0 && scrollY < wanted) followGrowth(wanted);
}

/** Lists arrive later: tried again while the page grows, until the reader scrolls. @param {number} wanted */
function followGrowth(wanted) {
  const stop = new AbortController();
  const observer = new ResizeObserver(() => {
    scrollTo(0, wanted);
    if (scrollY >= wanted) stop.abort();
  });
  observer.observe(document.body);
  stop.signal.addEventListener("abort", () => observer.disconnect());
  for (const name of ["wheel", "touchmove", "keydown", "popstate"]) {
    addEventListener(name, () => stop.abort(), { signal: stop.signal, passive: true });
  }
  setTimeout(() => stop.abort(), 3_000);
}

/** Remembers while the reader scrolls, and over a reload. */
export function startScroll() {
  addEventListener("scroll", leaveEntry, { passive: true });
  addEventListener("pagehide", () => passing.write(KEY, JSON.stringify(positions)));
}
