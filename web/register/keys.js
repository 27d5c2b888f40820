// The register by keyboard: arrows from name to name, a letter for a status. Only while a name has the focus, so that no
// letter typed elsewhere changes a mark.

/** @typedef {import("./shapes.js").Status} Status */

/** First letters in both languages, and the numbers in the order of the list. @type {Record<string, Status>} */
const LETTERS = {
  p: "present", a: "absent", r: "late", l: "late", e: "excused", x: "excused",
  1: "present", 2: "absent", 3: "late", 4: "excused", 5: "left_early", 6: "remote",
};

/** @typedef {{ go: number } | { go: "first" | "last" } | { say: Status } | { details: true } | null} Meant */

/** @param {{ key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean }} event @returns {Meant} */
export function meantBy({ key, ctrlKey, metaKey, altKey }) {
  if (ctrlKey || metaKey || altKey) return null;
  if (key === "ArrowDown") return { go: 1 };
  if (key === "ArrowUp") return { go: -1 };
  if (key === "Home") return { go: "first" };
  if (key === "End") return { go: "last" };
  if (key === "n" || key === "N") return { details: true };
  const status = LETTERS[key.toLowerCase()];
  return status ? { say: status } : null;
}

/**
 * @param {KeyboardEvent} event on the list
 * @param {{ pick: (student: number, status: Status) => void, details: (student: number) => void, isLocked: boolean }} acts
 */
export function onRollKey(event, { pick, details, isLocked }) {
  const target = event.target instanceof Element ? event.target.closest("[data-student]") : null;
  const meant = target && meantBy(event);
  if (!meant || !(target instanceof HTMLElement)) return;
  event.preventDefault();
  const student = Number(target.dataset.student);
  if ("details" in meant) return details(student);
  if ("say" in meant) return isLocked ? undefined : pick(student, meant.say);
  const list = /** @type {HTMLElement} */ (event.currentTarget);
  const names = [...list.querySelectorAll("[data-student]")].filter((one) => one instanceof HTMLElement);
  const at = names.indexOf(target);
  const next = meant.go === "first" ? 0 : meant.go === "last" ? names.length - 1 : at + meant.go;
  names[Math.max(0, Math.min(names.length - 1, next))]?.focus();
}
