// The live list: what comes over the socket, put together; and how it is parted on the screen.

/** @typedef {import("./shapes.js").Live} Live */
/** @typedef {import("./shapes.js").LiveStudent} LiveStudent */
/** @typedef {import("./shapes.js").LiveMessage} LiveMessage */

const collator = new Intl.Collator("fr", { sensitivity: "base" });

/** The list is in the order of last names, which are not known apart: whoever is new stands by the last word. @param {LiveStudent} one @param {LiveStudent} other */
const byName = (one, other) => collator.compare(lastWord(one.name), lastWord(other.name)) || collator.compare(one.name, other.name);

/** @param {string} name */
const lastWord = (name) => name.slice(name.lastIndexOf(" ") + 1);

/**
 * @param {Live | null} before @param {LiveMessage} message
 * @returns {Live | null}
 */
export function afterMessage(before, message) {
  if (message.type !== "list" && message.type !== "changes") return before;
  const { n: _, type, ...said } = message;
  if (type === "list" || !before) return type === "list" ? said : before;
  const { gone, ...rest } = /** @type {import("./shapes.js").ChangesMessage} */ (message);
  const changed = new Map(rest.students.map((one) => [one.student, one]));
  const kept = before.students.filter(({ student }) => !gone.includes(student)).map((one) => {
    const now = changed.get(one.student);
    changed.delete(one.student);
    return now ?? one;
  });
  const students = changed.size > 0 ? [...kept, ...changed.values()].sort(byName) : kept;
  const { lesson, state, window, counts, head_count, difference, look_at, row_version } = rest;
  return { lesson, state, window, counts, head_count, difference, look_at, row_version, students };
}

/** @param {Live} live */
export function partsOf({ students }) {
  const of = (/** @type {LiveStudent["state"]} */ state) => students.filter((one) => one.state === state);
  // Whoever came last is looked for first.
  const there = of("in").sort((one, other) => (other.checked_in_at ?? "").localeCompare(one.checked_in_at ?? ""));
  const doubtful = of("doubtful").sort((one, other) => other.score - one.score);
  return { doubtful, notYet: of("not_yet"), there, refused: of("refused") };
}
