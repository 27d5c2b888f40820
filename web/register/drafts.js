// Drafts of registers, kept on the device until they are sent: a lesson in a cellar is not lost. Each belongs to the
// person who made it; nobody else sees or sends it.

import { computed, effect, signal } from "../h.js";
import { profile } from "../session.js";
import { lasting } from "../storage.js";
import { emptyDraft, isWaiting, isWorthKeeping } from "./merging.js";

/** @typedef {import("./shapes.js").Draft} Draft */

/** What needs no sending is kept so long, to be read without a network. */
const KEPT = 36 * 3_600_000;

const PREFIX = "preau.roll";
/** @param {number} owner */
const indexKey = (owner) => `${PREFIX}s.${owner}`;
/** @param {number} owner @param {number} lesson */
const draftKey = (owner, lesson) => `${PREFIX}.${owner}.${lesson}`;

/** All drafts of one person, by lesson. */
const drafts = signal(/** @type {{ owner: number, of: Record<string, Draft> }} */ ({ owner: 0, of: {} }));

/** @param {string | null} text @returns {any} whatever stands there; what cannot be read is as if it were not there */
function parse(text) {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

/** @param {number} owner @returns {Record<string, Draft>} */
function stored(owner) {
  const lessons = parse(lasting.read(indexKey(owner)));
  if (!Array.isArray(lessons)) return {};
  const found = lessons.flatMap((lesson) => {
    const draft = parse(lasting.read(draftKey(owner, lesson)));
    return draft?.lesson === lesson && draft.owner === owner ? [[String(lesson), { ...emptyDraft(owner, lesson), ...draft }]] : [];
  });
  return Object.fromEntries(found);
}

/** What is old and holds nothing unsent goes. @param {number} owner @param {Record<string, Draft>} of */
function tidied(owner, of) {
  const kept = Object.entries(of).filter(([lesson, draft]) => {
    const isKept = isWorthKeeping(draft) || Date.now() - draft.at < KEPT;
    if (!isKept) lasting.write(draftKey(owner, Number(lesson)), null);
    return isKept;
  });
  if (kept.length < Object.keys(of).length) writeIndex(owner, kept.map(([lesson]) => lesson));
  return Object.fromEntries(kept);
}

/** @param {number} owner @param {string[]} lessons */
function writeIndex(owner, lessons) {
  lasting.write(indexKey(owner), lessons.length > 0 ? JSON.stringify(lessons.map(Number)) : null);
}

/** Those of whoever is logged in. What was only read does not stay when they leave. */
effect(() => {
  const owner = profile.value?.user.id ?? 0;
  const before = drafts.peek();
  if (before.owner === owner) return;
  const read = Object.keys(before.of).filter((lesson) => !isWorthKeeping(before.of[lesson]));
  for (const lesson of read) lasting.write(draftKey(before.owner, Number(lesson)), null);
  if (read.length > 0) writeIndex(before.owner, Object.keys(before.of).filter((lesson) => !read.includes(lesson)));
  drafts.value = { owner, of: tidied(owner, stored(owner)) };
});

/** Whose drafts are there; 0: nobody's. */
export const draftsOwner = computed(() => drafts.value.owner);

/** @param {number} lesson @returns {Draft} */
export function draftOf(lesson) {
  const { owner, of } = drafts.value;
  return of[lesson] ?? emptyDraft(owner, lesson);
}

/**
 * @param {number} lesson
 * @param {(draft: Draft) => Draft} change
 */
export function changeDraft(lesson, change) {
  const { owner, of } = drafts.peek();
  if (owner === 0) return;
  const draft = { ...change(of[lesson] ?? emptyDraft(owner, lesson)), at: Date.now() };
  drafts.value = { owner, of: { ...of, [lesson]: draft } };
  lasting.write(draftKey(owner, lesson), JSON.stringify(draft));
  if (!(lesson in of)) writeIndex(owner, Object.keys(drafts.peek().of));
}

/** Registers of this device that have not been sent whole, the oldest first. */
export const unsent = computed(() =>
  Object.values(drafts.value.of).filter(isWorthKeeping).sort((one, other) => one.at - other.at),
);

/** Those that can be sent without anybody's choice. */
export const sendable = computed(() => Object.values(drafts.value.of).filter((draft) => isWaiting(draft) && !draft.refused));

/** Another tab has changed one. */
globalThis.addEventListener?.("storage", ({ key }) => {
  const { owner } = drafts.peek();
  if (owner && key?.startsWith(PREFIX)) drafts.value = { owner, of: stored(owner) };
});
