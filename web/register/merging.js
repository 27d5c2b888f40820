// A draft and what the server answers to it. Nothing that was said is lost: it is written, or stands beside what somebody
// else has said until the reader chooses.

import { assumedFor, standingOf } from "./marks.js";

/** @typedef {import("./shapes.js").Draft} Draft */
/** @typedef {import("./shapes.js").Change} Change */
/** @typedef {import("./shapes.js").Register} Register */
/** @typedef {import("./shapes.js").Conflict} Conflict */

/** @param {number} owner @param {number} lesson @returns {Draft} */
export function emptyDraft(owner, lesson) {
  return {
    lesson, owner, known: null, about: null, changes: {}, clashes: {}, overruled: [], strangers: [],
    heads: null, isClosing: false, refused: null, at: 0,
  };
}

/** Whether something is still to be sent. @param {Draft} draft */
export const isWaiting = (draft) => Object.keys(draft.changes).length > 0 || draft.heads !== null || draft.isClosing;

/** Whether anything would be lost with it. @param {Draft} draft */
export const isWorthKeeping = (draft) => isWaiting(draft) || Object.keys(draft.clashes).length > 0;

/**
 * Before a register is closed, what is taken for granted is said.
 * @param {Draft} draft @param {number} at
 * @returns {Draft}
 */
export function withAssumed(draft, at) {
  const { known } = draft;
  if (!known) return draft;
  const changes = { ...draft.changes };
  for (const mark of known.marks) {
    const { status, isAssumed } = standingOf(mark, changes[mark.student], assumedFor(known, mark));
    if (!isAssumed || !status) continue;
    // A note without a status may be there already.
    const before = changes[mark.student] ?? { late: 0, left: 0, base: mark.row_version, at };
    changes[mark.student] = { ...before, status, isAssumed: true };
  }
  return { ...draft, changes };
}

/** The closing was called off: what was only taken for granted is open again. @param {Draft} draft @returns {Draft} */
export function withoutAssumed(draft) {
  const kept = Object.entries(draft.changes).flatMap(([student, change]) => {
    if (!change.isAssumed) return [[student, change]];
    return change.note === undefined ? [] : [[student, { ...change, status: null, isAssumed: undefined }]];
  });
  return { ...draft, changes: Object.fromEntries(kept), isClosing: false };
}

/** As PUT takes it. @param {Draft} draft */
export function bodyOf(draft) {
  const marks = Object.entries(draft.changes).map(([student, change]) => ({
    student: Number(student),
    status: change.status,
    minutes_late: change.late,
    minutes_left: change.left,
    ...(change.note !== undefined && { note: change.note }),
    row_version: change.base,
  }));
  return {
    marks,
    // Without the version of the register, which rises with each check-in: whoever counted last is right.
    ...(draft.heads && { head_count: draft.heads.count }),
  };
}

/**
 * What remains after the answer to `sent`; `now` is the draft as it is meanwhile.
 * @param {Draft} now @param {Draft} sent @param {Register} answer
 * @returns {Draft}
 */
export function afterAnswer(now, sent, answer) {
  const versions = new Map(answer.marks.map((mark) => [String(mark.student), mark.row_version]));
  const changes = { ...now.changes };
  for (const [student, change] of Object.entries(sent.changes)) {
    const later = changes[student];
    if (!later || isSame(later, change)) delete changes[student];
    // Changed again while it was on its way: made from what has just been written.
    else changes[student] = { ...later, base: versions.get(student) ?? later.base };
  }
  const heads = now.heads && sent.heads && now.heads.count === sent.heads.count ? null : now.heads;
  const draft = { ...now, changes, heads, known: answer, refused: null };
  return answer.conflicts.reduce((/** @type {Draft} */ before, conflict) => withConflict(before, sent, conflict), draft);
}

/** @param {Change} one @param {Change} other */
const isSame = (one, other) => one.at === other.at && one.status === other.status && one.note === other.note;

/** @param {Draft} draft @param {Draft} sent @param {Conflict} conflict @returns {Draft} */
function withConflict(draft, sent, { student, reason, theirs }) {
  if (student === null) return { ...draft, heads: null };
  const mine = sent.changes[student];
  if (reason === "not_expected") {
    const name = sent.known?.marks.find((mark) => mark.student === student)?.name;
    return name ? { ...draft, strangers: [...new Set([...draft.strangers, name])] } : draft;
  }
  if (reason === "office_holds") return { ...draft, overruled: [...draft.overruled.filter((one) => one.student !== student), { student, theirs }] };
  // Somebody's word goes before what was only taken for granted.
  if (!mine || mine.isAssumed) return draft;
  const { [student]: later, ...changes } = draft.changes;
  return { ...draft, changes, clashes: { ...draft.clashes, [student]: { mine: later ?? mine, theirs } } };
}

/**
 * The reader has chosen between two words.
 * @param {Draft} draft @param {number} student @param {"mine" | "theirs"} whose
 * @returns {Draft}
 */
export function settled(draft, student, whose) {
  const { [student]: clash, ...clashes } = draft.clashes;
  if (!clash) return draft;
  if (whose === "theirs") return { ...draft, clashes };
  const change = { ...clash.mine, base: clash.theirs.row_version };
  return { ...draft, clashes, changes: { ...draft.changes, [student]: change } };
}

/**
 * A newer register of the server: what is said here stays, clashes whose other side has come to say the same are over.
 * @param {Draft} draft @param {Register} known
 * @returns {Draft}
 */
export function withKnown(draft, known) {
  const clashes = Object.fromEntries(Object.entries(draft.clashes).flatMap(([student, clash]) => {
    const mark = known.marks.find((one) => String(one.student) === student);
    if (!mark || mark.status === clash.mine.status) return [];
    const theirs = { ...clash.theirs, status: mark.status, minutes_late: mark.minutes_late, minutes_left: mark.minutes_left,
      note: mark.note, source: mark.source, row_version: mark.row_version };
    return [[student, { ...clash, theirs }]];
  }));
  return { ...draft, known, clashes };
}
