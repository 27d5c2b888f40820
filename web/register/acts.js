// What the reader does with a register: kept on the device at once, sent a moment later.

import { post } from "../api.js";
import { changeDraft, draftOf } from "./drafts.js";
import { assumedFor, changeOf, isIdle, minutesAtFirst, nextStatus, standingOf } from "./marks.js";
import { afterAnswer, emptyDraft, settled, withAssumed, withoutAssumed } from "./merging.js";
import { send, sending, sendSoon } from "./sending.js";

/** @typedef {import("./shapes.js").Lesson} Lesson */
/** @typedef {import("./shapes.js").Mark} Mark */
/** @typedef {import("./shapes.js").Status} Status */
/** @typedef {import("./shapes.js").Register} Register */

/** @param {Lesson} lesson @param {number} student @param {import("./marks.js").Said} said */
export function say(lesson, student, said) {
  changeDraft(lesson.id, (draft) => {
    const mark = draft.known?.marks.find((one) => one.student === student);
    if (!draft.known || !mark) return draft;
    const { [student]: clash, ...clashes } = draft.clashes;
    const { [student]: before, ...others } = draft.changes;
    const note = said.note ?? before?.note ?? clash?.mine.note;
    const made = changeOf(mark, { ...said, note }, Date.now());
    // Who has seen the other word and says theirs again has chosen.
    const change = { ...made, base: clash?.theirs.row_version ?? before?.base ?? made.base };
    // What is on its way must be taken back by another word.
    const isDropped = !clash && !sending.peek().has(lesson.id) && isIdle(change, mark, assumedFor(draft.known, mark));
    const changes = isDropped ? others : { ...others, [student]: change };
    return { ...draft, clashes, changes, refused: null };
  });
  sendSoon(lesson.id);
}

/** @param {Lesson} lesson @param {number} student */
function standingIn({ id }, student) {
  const { known, changes } = draftOf(id);
  const mark = known?.marks.find((one) => one.student === student);
  return known && mark ? standingOf(mark, changes[student], assumedFor(known, mark)) : null;
}

/** One tap: the next status. @param {Lesson} lesson @param {number} student */
export function tap(lesson, student) {
  const standing = standingIn(lesson, student);
  if (standing) pick(lesson, student, nextStatus(standing));
}

/** @param {Lesson} lesson @param {number} student @param {Status} status */
export function pick(lesson, student, status) {
  say(lesson, student, { status, minutes: minutesAtFirst(status, lesson, Date.now()) });
}

/** Of somebody late, or gone early. @param {Lesson} lesson @param {number} student @param {number} step minutes */
export function addMinutes(lesson, student, step) {
  const standing = standingIn(lesson, student);
  if (!standing?.status) return;
  // On the grid of five from the first press on: 7, 10, 15.
  const { minutes, status } = standing;
  const next = step > 0 ? Math.floor(minutes / step) * step + step : Math.ceil(minutes / -step) * -step + step;
  say(lesson, student, { status, minutes: Math.min(600, Math.max(1, next)) });
}

/** @param {number} lesson @param {number} student @param {"mine" | "theirs"} whose */
export function settle(lesson, student, whose) {
  changeDraft(lesson, (draft) => settled(draft, student, whose));
  sendSoon(lesson, 0);
}

/**
 * Closes it as soon as everything is sent. True: it is closed.
 * @param {number} lesson @param {number | null | undefined} heads undefined: as it is
 */
export async function close(lesson, heads) {
  changeDraft(lesson, (draft) => ({
    ...withAssumed(draft, Date.now()),
    ...(heads !== undefined && heads !== draft.known?.head_count && { heads: { count: heads } }),
    isClosing: true,
    refused: null,
  }));
  await send(lesson);
  return draftOf(lesson).known?.state === "closed";
}

/** @param {number} lesson */
export const callOff = (lesson) => changeDraft(lesson, withoutAssumed);

/** Throws an ApiError. @param {number} lesson @param {string} reason */
export async function reopen(lesson, reason) {
  const answer = /** @type {Register} */ (await post(`/api/lessons/${lesson}/register/reopening/`, { reason }));
  changeDraft(lesson, (draft) => ({ ...afterAnswer(draft, emptyDraft(draft.owner, lesson), answer) }));
  sendSoon(lesson, 0);
}

/** @param {number} lesson */
export function retry(lesson) {
  changeDraft(lesson, (draft) => ({ ...draft, refused: null }));
  void send(lesson);
}

/** What was said here and is not sent is forgotten. @param {number} lesson */
export function drop(lesson) {
  changeDraft(lesson, ({ owner, known, about }) => ({ ...emptyDraft(owner, lesson), known, about }));
}

/** What was only to be read has been. @param {number} lesson */
export const understood = (lesson) => changeDraft(lesson, (draft) => ({ ...draft, overruled: [], strangers: [] }));
