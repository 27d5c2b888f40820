/* Where the events of a week stand: pure rules, tested in tests/calendar_layout.test.js. */

import { addDays, epochOf, minutesOf, MINUTES_OF_DAY, wallOf, weekdayOf } from "./calendar_time.js";

/**
 * @typedef {"lesson" | "appointment" | "reservation" | "hold" | "absence" | "other"} EventKind
 * @typedef {"planned" | "held" | "missed" | "cancelled" | "moved" | "clash" | "hold"} EventStatus
 * @typedef {{ id: string | number, title: string, startsAt: string, endsAt: string, place?: string, people?: string,
 *   kind?: EventKind, hue?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8, status?: EventStatus, note?: string,
 *   isFixed?: boolean }} CalendarEvent  `hue`: instead of that of its kind; `note`: why it clashes, was cancelled; `isFixed`: cannot be moved
 * @typedef {{ event: CalendarEvent, date: string, from: number, to: number, fromBefore: boolean, goesOn: boolean }} Segment
 * @typedef {Segment & { column: number, columns: number, span: number }} PlacedSegment
 * @typedef {{ day: number, opens: string, closes: string }} Opening
 * @typedef {{ from: number, to: number }} Range
 * @typedef {Range & { at: number, size: number, isFolded: boolean }} Band
 */

/** Shorter ones could be neither read nor touched. */
export const LEAST_MINUTES = 25;
/** What is shown of a day when neither opening hours nor events say it. */
const USUAL_DAY = { from: 8 * 60, to: 18 * 60 };
/** Hours of height given to a stretch in which the place is closed and nothing happens. */
const FOLD = 0.5;

/**
 * The parts of the events that fall on the dates, by date, in the order of the clock.
 * @param {readonly CalendarEvent[]} events @param {string[]} dates @param {string} zone @returns {Map<string, Segment[]>}
 */
export function segmentsByDate(events, dates, zone) {
  /** @type {Map<string, Segment[]>} */
  const days = new Map(dates.map((date) => [date, []]));
  for (const event of events) {
    const start = wallOf(event.startsAt, zone);
    const end = wallOf(event.endsAt, zone);
    for (const date of dates) {
      if (date < start.date || date > end.date) continue;
      const fromBefore = date > start.date;
      const goesOn = date < end.date && !(end.minutes === 0 && addDays(date, 1) === end.date);
      const from = fromBefore ? 0 : start.minutes;
      const to = date < end.date ? MINUTES_OF_DAY : end.minutes;
      if (fromBefore && to === 0) continue;
      days.get(date)?.push({ event, date, from, to: Math.max(to, from), fromBefore, goesOn });
    }
  }
  for (const day of days.values()) day.sort(byClock);
  return days;
}

/** Earlier first; of those that start together the longer one. @param {Segment} a @param {Segment} b */
function byClock(a, b) {
  return (
    a.from - b.from ||
    epochOf(a.event.startsAt) - epochOf(b.event.startsAt) ||
    b.to - a.to ||
    String(a.event.id).localeCompare(String(b.event.id))
  );
}

/** The end that counts when it is asked what overlaps. @param {Segment} segment */
function shownEnd(segment) {
  return Math.max(segment.to, segment.from + LEAST_MINUTES);
}

/**
 * Events that overlap are laid side by side; each widens over the columns that stay free on its right.
 * @param {Segment[]} segments sorted by start @returns {PlacedSegment[]}
 */
export function sideBySide(segments) {
  /** @type {PlacedSegment[]} */
  const placed = [];
  /** @type {PlacedSegment[]} */
  let group = [];
  let groupEnd = -1;
  const close = () => {
    const columns = Math.max(0, ...group.map((one) => one.column + 1));
    for (const one of group) {
      one.columns = columns;
      one.span = freeSpan(one, group, columns);
    }
    placed.push(...group);
    group = [];
  };
  for (const segment of segments) {
    if (segment.from >= groupEnd) close();
    const taken = new Set(group.filter((one) => shownEnd(one) > segment.from).map((one) => one.column));
    let column = 0;
    while (taken.has(column)) column += 1;
    group.push({ ...segment, column, columns: 1, span: 1 });
    groupEnd = Math.max(...group.map(shownEnd));
  }
  close();
  return placed;
}

/** @param {PlacedSegment} one @param {PlacedSegment[]} group @param {number} columns */
function freeSpan(one, group, columns) {
  let span = 1;
  const isFree = (/** @type {number} */ column) =>
    !group.some((other) => other.column === column && other.from < shownEnd(one) && shownEnd(other) > one.from);
  while (one.column + span < columns && isFree(one.column + span)) span += 1;
  return span;
}

/** Opening hours of a date, merged where they touch. @param {readonly Opening[] | undefined} openings @param {string} date @returns {Range[]} */
export function openRanges(openings, date) {
  /** @type {Range[]} */
  const ranges = [];
  const day = (openings ?? [])
    .filter((one) => one.day === weekdayOf(date))
    .map((one) => ({ from: minutesOf(one.opens), to: minutesOf(one.closes) || MINUTES_OF_DAY }))
    .sort((a, b) => a.from - b.from);
  for (const one of day) {
    const last = ranges.at(-1);
    if (last && one.from <= last.to) last.to = Math.max(last.to, one.to);
    else ranges.push(one);
  }
  return ranges;
}

/** What lies between them. @param {Range[]} open sorted, apart @param {Range} whole @returns {Range[]} */
export function closedRanges(open, whole) {
  const closed = [];
  let from = whole.from;
  for (const one of open) {
    if (one.from > from) closed.push({ from, to: Math.min(one.from, whole.to) });
    from = Math.max(from, one.to);
  }
  if (from < whole.to) closed.push({ from, to: whole.to });
  return closed.filter((one) => one.to > one.from);
}

/**
 * The hours that the axis shows. What is used runs at full size; a long empty stretch between (a night, with an event
 * over midnight) is folded; before the first and after the last used hour nothing is shown.
 * @param {Range[]} used opening hours and events, in any order @returns {Band[]}
 */
export function axisOf(used) {
  const hours = Array.from({ length: 24 }, () => false);
  for (const one of used.length ? used : [USUAL_DAY]) {
    const last = Math.ceil(Math.max(one.to, one.from + LEAST_MINUTES) / 60);
    for (let hour = Math.floor(one.from / 60); hour < Math.min(last, 24); hour += 1) hours[hour] = true;
  }
  /** @type {Band[]} */
  const bands = [];
  let at = 0;
  const end = hours.lastIndexOf(true) + 1;
  for (let hour = hours.indexOf(true); hour < end; ) {
    let next = hour + 1;
    while (!hours[hour] && !hours[next]) next += 1;
    const isFolded = next - hour > 1;
    bands.push({ from: hour * 60, to: next * 60, at, size: isFolded ? FOLD : 1, isFolded });
    at += isFolded ? FOLD : 1;
    hour = next;
  }
  return bands;
}

/** Height of the axis in hours. @param {Band[]} axis */
export function axisSize(axis) {
  const last = axis.at(-1);
  return last ? last.at + last.size : 0;
}

/** Place of a time on the axis, in hours from its top. @param {Band[]} axis @param {number} minutes */
export function placeOn(axis, minutes) {
  for (const band of axis) {
    if (minutes <= band.from) return band.at;
    if (minutes < band.to) return band.at + (band.size * (minutes - band.from)) / (band.to - band.from);
  }
  return axisSize(axis);
}

/** The reverse: the time at a place. @param {Band[]} axis @param {number} place */
export function timeAt(axis, place) {
  for (const band of axis) {
    if (place <= band.at) return band.from;
    if (place < band.at + band.size) return band.from + ((place - band.at) / band.size) * (band.to - band.from);
  }
  return axis.at(-1)?.to ?? 0;
}

/** @param {Band[]} axis @param {number} minutes */
export function isOnAxis(axis, minutes) {
  return axis.some((band) => minutes >= band.from && minutes < band.to);
}

/** Of some starts in their order the one next to a time; undefined without any. @param {readonly number[] | undefined} starts @param {number} minutes */
export function nearestOf(starts, minutes) {
  if (!starts?.length) return undefined;
  return starts.reduce((best, one) => (Math.abs(one - minutes) < Math.abs(best - minutes) ? one : best));
}

/**
 * So many starts later, or earlier; so many steps where there are none.
 * @param {readonly number[] | undefined} starts in their order @param {number} from @param {number} count @param {number} step
 */
export function stepTo(starts, from, count, step) {
  if (!starts?.length || count === 0) return from + count * step;
  const after = starts.filter((one) => one > from);
  const before = starts.filter((one) => one < from);
  return (count > 0 ? after[Math.min(count, after.length) - 1] : before[Math.max(0, before.length + count)]) ?? from;
}
