// Short messages that go by themselves. The component Toasts shows them.

import { signal } from "./h.js";
import { TIMES } from "./constants.js";

/**
 * @typedef {{ label: string, run: () => void }} ToastAction
 * @typedef {{ id: number, text: string, tone: "good" | "wrong" | "info", action?: ToastAction }} Toast
 */

/** Those on the screen, oldest first. */
export const toasts = signal(/** @type {Toast[]} */ ([]));

let last = 0;

/**
 * One with an action stays until it is used or dismissed; the others go after a while.
 * @param {string} text
 * @param {{ tone?: Toast["tone"], action?: ToastAction }} [options]
 */
export function toast(text, { tone = "good", action } = {}) {
  last += 1;
  const id = last;
  toasts.value = [...toasts.peek().filter((shown) => shown.text !== text), { id, text, tone, action }];
  if (!action) setTimeout(() => dismiss(id), TIMES.toast);
  return id;
}

/** @param {number} id */
export function dismiss(id) {
  toasts.value = toasts.peek().filter((shown) => shown.id !== id);
}
