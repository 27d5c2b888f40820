// What was typed and not yet saved, kept in this tab for whoever comes back to the page. Never stored.

import { useEffect, useRef } from "../h.js";
import { profile } from "../session.js";

/** @type {Map<string, unknown>} */
const drafts = new Map();

/** Another person at the same computer does not find it. @param {string} name */
const keyOf = (name) => `${profile.peek()?.user.id} ${name}`;

/**
 * @param {string} name of the page
 * @param {unknown} draft
 */
export function keepDraft(name, draft) {
  drafts.set(keyOf(name), draft);
}

/**
 * The draft, once. What it holds is the page's own knowledge.
 * @param {string} name
 * @returns {any}
 */
export function takeDraft(name) {
  const draft = drafts.get(keyOf(name));
  drafts.delete(keyOf(name));
  return draft;
}

/**
 * Whoever goes elsewhere with something unsaved finds it again.
 * @template D
 * @param {string} name of the page
 * @param {{ keep: () => D | undefined, take: (draft: D) => void }} form
 */
export function useDraft(name, form) {
  const latest = useRef(form);
  latest.current = form;
  useEffect(() => {
    const draft = takeDraft(name);
    if (draft) latest.current.take(draft);
    return () => {
      const left = latest.current.keep();
      if (left) keepDraft(name, left);
    };
  }, []);
}

/** A closed tab asks first when something typed was not saved. @param {boolean} isDirty */
export function useLeaveWarning(isDirty) {
  useEffect(() => {
    if (!isDirty) return;
    /** @param {BeforeUnloadEvent} event */
    const warn = (event) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isDirty]);
}
