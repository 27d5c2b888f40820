// What stands for each student on the screen: what was said here, else what the server knows, else what is taken for
// granted.

/** @typedef {import("./shapes.js").Mark} Mark */
/** @typedef {import("./shapes.js").Change} Change */
/** @typedef {import("./shapes.js").Clash} Clash */
/** @typedef {import("./shapes.js").Draft} Draft */
/** @typedef {import("./shapes.js").Register} Register */
/** @typedef {import("./shapes.js").Status} Status */

/**
 * @typedef {object} Standing
 * @property {Status | null} status null: nobody has said anything, and nothing is taken for granted
 * @property {number} minutes late, or left early, by so many
 * @property {string} note
 * @property {boolean} isAssumed nobody has said it
 * @property {boolean} isDoubtful checked in, and not confirmed
 * @property {boolean} isWaiting said here and not sent
 */
/** @typedef {{ mark: Mark, standing: Standing, clash: Clash | undefined }} Item */
/** @typedef {{ status: Status | null, minutes: number, note?: string }} Said */
/** @typedef {"all" | "doubtful" | "present" | "absent" | "late" | "clash"} Filter */

/** One tap leads to the next. @type {readonly Status[]} */
const CYCLE = ["present", "absent", "late"];

/** Whether anybody has checked in: then those who have not are taken to be absent. @param {Register} register */
export const hadCheckIn = ({ marks }) => marks.some(({ voices }) => voices.student !== null);

/**
 * What is taken for granted of somebody of whom nothing is said.
 * @param {Register} register @param {Mark} mark @returns {Status | null}
 */
export function assumedFor(register, mark) {
  if (register.state === "closed" || !mark.expected) return null;
  return mark.announced || hadCheckIn(register) ? "absent" : "present";
}

/** @param {Mark} mark @param {Change | undefined} change @param {Status | null} assumed @returns {Standing} */
export function standingOf(mark, change, assumed) {
  const note = change?.note ?? mark.note;
  if (change && change.status !== null) {
    const minutes = minutesOf(change.status, change.late, change.left);
    return { status: change.status, minutes, note, isAssumed: change.isAssumed === true, isDoubtful: false, isWaiting: true };
  }
  const plain = { note, isAssumed: false, isDoubtful: false, isWaiting: Boolean(change) };
  if (mark.status !== null) {
    return { ...plain, status: mark.status, minutes: minutesOf(mark.status, mark.minutes_late, mark.minutes_left) };
  }
  if (mark.voices.student !== null && !mark.voices.confirmed) return { ...plain, status: null, minutes: 0, isDoubtful: true };
  return { ...plain, status: assumed, minutes: 0, isAssumed: assumed !== null };
}

/** @param {Status} status @param {number} late @param {number} left */
const minutesOf = (status, late, left) => (status === "late" ? late : status === "left_early" ? left : 0);

/** @param {Draft} draft @param {Register} register @returns {Item[]} */
export function itemsOf(draft, register) {
  return register.marks.map((mark) => ({
    mark,
    standing: standingOf(mark, draft.changes[mark.student], assumedFor(register, mark)),
    clash: draft.clashes[mark.student],
  }));
}

/** @param {Standing} standing @returns {Status} */
export function nextStatus({ status, isDoubtful }) {
  if (isDoubtful || status === null) return "present";
  return CYCLE[(CYCLE.indexOf(status) + 1) % CYCLE.length];
}

/** Minutes that a mark made now begins with. @param {Status} status @param {{ starts_at: string, ends_at: string }} lesson @param {number} now */
export function minutesAtFirst(status, { starts_at, ends_at }, now) {
  const [start, end] = [Date.parse(starts_at), Date.parse(ends_at)];
  const most = Math.max(1, Math.round((end - start) / 60_000));
  const within = (/** @type {number} */ ms) => Math.min(most, Math.max(1, Math.round(ms / 60_000)));
  if (status === "late") return now > end ? 10 : within(now - start);
  if (status === "left_early") return now > end || now < start ? 10 : within(end - now);
  return 0;
}

/**
 * What is to be kept when this is said of a student.
 * @param {Mark} mark @param {Said} said @param {number} at
 * @returns {Change}
 */
export function changeOf(mark, { status, minutes, note }, at) {
  return {
    status,
    late: status === "late" ? minutes : 0,
    left: status === "left_early" ? minutes : 0,
    ...(note !== undefined && note !== mark.note && { note }),
    base: mark.row_version,
    at,
  };
}

/**
 * Whether it is what stands without it.
 * @param {Change} change @param {Mark} mark @param {Status | null} assumed
 */
export function isIdle(change, mark, assumed) {
  if (change.note !== undefined) return false;
  if (mark.status === null) return mark.voices.student === null && change.status === assumed;
  return mark.status === change.status && mark.minutes_late === change.late && mark.minutes_left === change.left;
}

/** @param {Item[]} items */
export function countsOf(items) {
  const counts = { all: items.length, present: 0, absent: 0, late: 0, excused: 0, left_early: 0, remote: 0, doubtful: 0, clash: 0, none: 0 };
  for (const { standing, clash } of items) {
    if (clash) counts.clash += 1;
    if (standing.isDoubtful) counts.doubtful += 1;
    else counts[standing.status ?? "none"] += 1;
  }
  return counts;
}

/** Whoever stands in the room, as a head count sees it. @param {ReturnType<typeof countsOf>} counts */
export const inTheRoom = (counts) => counts.present + counts.late + counts.left_early;

/** Accents, case and order of the names do not matter. @param {string} text */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** @param {Item[]} items @param {string} search @param {Filter} filter */
export function found(items, search, filter) {
  const words = plain(search).split(/\s+/).filter(Boolean);
  return items.filter(({ mark, standing, clash }) => {
    if (!words.every((word) => plain(mark.name).includes(word))) return false;
    if (filter === "all") return true;
    if (filter === "clash") return Boolean(clash);
    if (filter === "doubtful") return standing.isDoubtful;
    return groupOf(standing) === filter;
  });
}

/** Excused is absent too, and whoever left early or listens from afar is there. @param {Standing} standing */
function groupOf({ status }) {
  if (status === "excused") return "absent";
  return status === "left_early" || status === "remote" ? "present" : status;
}
