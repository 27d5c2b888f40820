// Seats beside each other down the side, the hours of a day along the top. What is drawn over with a mouse is reserved;
// a touch takes an hour, and each seat has a button for the keyboard.

import { Icon } from "../components/icon.js";
import { clockText, wallOf } from "../components/calendar_time.js";
import { useNow } from "../components/now.js";
import { h, html, useEffect } from "../h.js";
import { t, zone } from "../i18n.js";
import { place } from "../place.js";
import { openRanges, rangeOn, shownHours, wallTimes } from "./day_hours.js";
import { useDrawing } from "./drawing.js";
import { forWhom, timesText } from "./reservation_words.js";

/** @typedef {import("./shapes.js").Reservation} Reservation */
/** @typedef {import("./shapes.js").Wanted} Wanted */
/** @typedef {import("./day_hours.js").Range} Range */
/** @typedef {import("../seats/shapes.js").Seat} Seat */

/** Shorter ones, in minutes, have room for a name only. */
const NARROW = 90;

/** @param {Range} range @param {Range} hours */
const placed = ({ from, to }, hours) => {
  const long = hours.to - hours.from;
  return { left: `${(100 * (from - hours.from)) / long}%`, width: `${(100 * (to - from)) / long}%` };
};

/**
 * @param {{ date: string, seats: readonly Seat[], reservations: readonly Reservation[], isBusy: boolean, onDraw: (wanted: Wanted) => void,
 *   onPick: (reservation: Reservation) => void }} props
 */
export function DayGrid({ date, seats, reservations, isBusy, onDraw, onPick }) {
  const openings = place.value.opening_hours;
  const onDay = reservations.flatMap((reservation) => {
    const range = rangeOn(reservation, date, zone.value);
    return range ? [{ reservation, range }] : [];
  });
  const hours = shownHours(date, openings, onDay.map(({ range }) => range));
  const draw = useDrawing({ hours, seats, onDrawn: (ids, range) => onDraw({ workstations: ids, date, ...wallTimes(range) }) });
  const marks = Array.from({ length: (hours.to - hours.from) / 60 }, (_, at) => hours.from + 60 * at);
  const now = wallOf(useNow(undefined), zone.value);
  const isNowShown = now.date === date && now.minutes > hours.from && now.minutes < hours.to;
  useEffect(() => {
    // What is under way is seen first, where the day is wider than the screen.
    const box = draw.grid.current?.parentElement;
    if (box && isNowShown) box.scrollLeft = ((now.minutes - 60 - hours.from) / (hours.to - hours.from)) * box.scrollWidth;
  }, [date]);
  return html`<div class="seat-day-box" aria-busy=${isBusy ? "true" : undefined}>
    <div class="seat-day" style=${{ "--hours": marks.length }} role="group" aria-label=${t("queue.reservation.day_grid")} ref=${draw.grid}>
      <div class="seat-day-head" aria-hidden="true">${marks.map((minutes) => html`<span key=${minutes} class="figures">${clockText(minutes)}</span>`)}</div>
      ${seats.map(
        (seat, at) => html`<div key=${seat.id} class=${`seat-day-row${seat.admin_state === "available" ? "" : " is-out"}`}>
          <button type="button" class="seat-day-name" aria-label=${t("queue.reservation.reserve_seat", { seat: seat.name })}
            onClick=${() => onDraw({ workstations: [seat.id], date, ...firstFree(onDay.filter(({ reservation }) => reservation.workstation === seat.id), hours, now.date === date ? now.minutes : 0) })}>
            <span class="cut">${seat.name}</span>${h(Icon, { name: "plus", size: 16 })}
          </button>
          <div class="seat-day-hours" data-row=${at} ...${draw.handlers}>
            ${closedRanges(date, hours).map((range) => html`<i key=${range.from} class="seat-day-closed" style=${placed(range, hours)}></i>`)}
            ${draw.drawn && at >= draw.drawn.first && at <= draw.drawn.last && html`<i class="seat-day-drawn" style=${placed(draw.drawn.range, hours)}>${at === draw.drawn.first && html`<span class="figures">${clockText(draw.drawn.range.from)}–${clockText(draw.drawn.range.to)}</span>`}</i>`}
            ${onDay
              .filter(({ reservation }) => reservation.workstation === seat.id)
              .map(({ reservation, range }) => h(Block, { key: reservation.id, reservation, range, style: placed(range, hours), onPick: () => onPick(reservation) }))}
            ${isNowShown && html`<i class="seat-day-now" style=${{ left: placed({ from: now.minutes, to: now.minutes }, hours).left }}></i>`}
          </div>
        </div>`,
      )}
    </div>
  </div>`;
}

/** @param {{ reservation: Reservation, range: Range, style: Record<string, string>, onPick: () => void }} props */
function Block({ reservation, range, style, onPick }) {
  const isShort = range.to - range.from < NARROW;
  const look = `seat-day-block${reservation.group_key ? " is-group" : ""}${isShort ? " is-short" : ""} is-${reservation.status}`;
  const [whom, times] = [forWhom(reservation), timesText(reservation)];
  return html`<button type="button" class=${look} style=${style} title=${`${whom}, ${times}`} onClick=${onPick}>
    <span class="unseen">${reservation.workstation_name}, </span><span class="seat-day-whom">${whom}</span>
    <span class=${isShort ? "unseen" : "seat-day-times figures cut"}>${times}</span>
  </button>`;
}

/** @param {string} date @param {Range} hours @returns {Range[]} */
function closedRanges(date, hours) {
  const { opening_hours } = place.value;
  if (opening_hours.length === 0) return [];
  const open = openRanges(date, opening_hours).sort((a, b) => a.from - b.from);
  const edges = [hours.from, ...open.flatMap(({ from, to }) => [from, to]), hours.to];
  const gaps = Array.from({ length: edges.length / 2 }, (_, at) => ({ from: edges[2 * at], to: edges[2 * at + 1] }));
  return gaps.filter(({ from, to }) => from < to);
}

/** An hour at which nothing stands yet, from now on. @param {{ range: Range }[]} taken @param {Range} hours @param {number} now minutes */
function firstFree(taken, hours, now) {
  for (let from = Math.max(hours.from, Math.ceil(now / 30) * 30); from + 60 <= hours.to; from += 30) {
    if (!taken.some(({ range }) => range.from < from + 60 && range.to > from)) return wallTimes({ from, to: from + 60 });
  }
  return wallTimes({ from: hours.from, to: hours.from + 60 });
}
