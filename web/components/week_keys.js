import { useLayoutEffect, useRef, useState } from "../h.js";
import { addDays, shiftWeek } from "./calendar_time.js";

/** @typedef {import("./week_grid.js").Column} Column */
/** A cell is "2026-11-23:0", the first event of that day; ":-1" is the heading of the day. @typedef {string} Cell */

/**
 * The week is one stop of the Tab key. Up and down: through a day; left and right: to the next day, at about the same
 * time; Home and End: first and last day; Page up and down: the week before and after; M: move the event.
 * @param {{ body: { current: HTMLElement | null }, columns: Column[], today: string, week: string,
 *   onWeek: (week: string) => void, move: import("./event_move.js").EventMove }} given
 */
export function useWeekKeys({ body, columns, today, week, onWeek, move }) {
  const [wanted, setWanted] = useState(/** @type {Cell} */ (""));
  const isFocusDue = useRef(false);
  const current = exists(columns, wanted) ? wanted : firstCell(columns, today);
  useLayoutEffect(() => {
    if (!isFocusDue.current) return;
    isFocusDue.current = false;
    focusCell(body.current, current);
  });

  /** @param {KeyboardEvent} event */
  const onKeyDown = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (move.state?.isByKeys) {
      if (move.onKey(event.key)) event.preventDefault();
      return;
    }
    const cell = cellOf(event.target) ?? current;
    if (event.key === "m" || event.key === "M") {
      const one = segmentAt(columns, cell);
      if (one && move.start(one)) event.preventDefault();
      return;
    }
    const isPage = event.key === "PageUp" || event.key === "PageDown";
    if (isPage) {
      const by = event.key === "PageUp" ? -1 : 1;
      isFocusDue.current = true;
      setWanted(`${addDays(cell.slice(0, 10), 7 * by)}:-1`);
      onWeek(shiftWeek(week, by));
    }
    const next = isPage ? null : neighbour(columns, cell, event.key);
    if (!next && !isPage) return;
    event.preventDefault();
    if (next) focusCell(body.current, next);
  };
  /** @param {FocusEvent} event */
  const onFocusIn = (event) => {
    const cell = cellOf(event.target);
    if (cell) setWanted(cell);
  };
  return { onKeyDown, onFocusIn, tabindex: (/** @type {Cell} */ cell) => (cell === current ? 0 : -1) };
}

/** @param {EventTarget | null} target */
function cellOf(target) {
  return target instanceof Element ? (target.closest("[data-cell]")?.getAttribute("data-cell") ?? null) : null;
}

/** @param {HTMLElement | null} body @param {Cell} cell */
function focusCell(body, cell) {
  const found = body?.querySelector(`[data-cell="${cell}"]`);
  if (found instanceof HTMLElement) found.focus();
}

/** @param {Cell} cell @returns {[string, number]} */
function parse(cell) {
  return [cell.slice(0, 10), Number(cell.slice(11))];
}

/** @param {Column[]} columns @param {Cell} cell */
function segmentAt(columns, cell) {
  const [date, index] = parse(cell);
  return columns.find((column) => column.date === date)?.placed[index] ?? null;
}

/** @param {Column[]} columns @param {Cell} cell */
function exists(columns, cell) {
  const [date, index] = parse(cell);
  const column = columns.find((one) => one.date === date);
  return Boolean(column && index < column.placed.length);
}

/** Today, or else the first day on which something happens. @param {Column[]} columns @param {string} today @returns {Cell} */
function firstCell(columns, today) {
  const column = columns.find((one) => one.date === today) ?? columns.find((one) => one.placed.length) ?? columns[0];
  return column ? `${column.date}:-1` : "";
}

/** @param {Column[]} columns @param {Cell} cell @param {string} key @returns {Cell | null} */
function neighbour(columns, cell, key) {
  const [date, index] = parse(cell);
  const at = columns.findIndex((column) => column.date === date);
  const column = columns[at];
  if (!column) return null;
  if (key === "ArrowDown") return index + 1 < column.placed.length ? `${date}:${index + 1}` : null;
  if (key === "ArrowUp") return index >= 0 ? `${date}:${index - 1}` : null;
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: columns.length - 1 }[key];
  const there = to === undefined ? undefined : columns[to];
  if (!there) return null;
  const from = column.placed[index]?.from;
  return `${there.date}:${from === undefined ? -1 : nearest(there, from)}`;
}

/** @param {Column} column @param {number} from */
function nearest(column, from) {
  let best = -1;
  column.placed.forEach((one, index) => {
    if (best < 0 || Math.abs(one.from - from) < Math.abs(column.placed[best].from - from)) best = index;
  });
  return best;
}
