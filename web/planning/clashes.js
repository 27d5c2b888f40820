// Clashes put together, so that thirty students of one group are one line: pure rules.

/**
 * @typedef {import("./shapes.js").Clash} Clash
 * @typedef {import("./shapes.js").ClashKind} ClashKind
 * @typedef {{ kind: ClashKind, key: string, names: string[], title: string | null, lesson: number | null,
 *   times: { from: string, to: string }[] }} Met  `names`: several of students and groups only
 */

/** What weighs most stands first. @type {ClashKind[]} */
const ORDER = ["room", "professor", "group", "student"];

/**
 * One line for each thing that is taken, with all its times; the students and groups of one lesson share a line.
 * @param {readonly Clash[]} clashes @returns {Met[]}
 */
export function gathered(clashes) {
  /** @type {Map<string, Met>} */
  const lines = new Map();
  for (const clash of clashes) {
    const isShared = clash.lesson !== null && (clash.kind === "student" || clash.kind === "group");
    const key = `${clash.kind} ${isShared ? "" : clash.with} ${clash.lesson?.title ?? ""}`;
    const line = lines.get(key) ?? { kind: clash.kind, key, names: [], title: clash.lesson?.title ?? null, lesson: clash.lesson?.id ?? null, times: [] };
    if (clash.name && !line.names.includes(clash.name)) line.names.push(clash.name);
    if (!line.times.some(({ from, to }) => from === clash.from && to === clash.to)) line.times.push({ from: clash.from, to: clash.to });
    lines.set(key, line);
  }
  const all = [...lines.values()].map((line) => ({ ...line, times: line.times.sort((a, b) => a.from.localeCompare(b.from)) }));
  return withoutEchoes(all).sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

/** When a whole group has another lesson, each of its students has it too: that need not be said twice. @param {Met[]} lines */
function withoutEchoes(lines) {
  const ofGroups = new Set(lines.filter(({ kind }) => kind === "group").map(({ title }) => title));
  return lines.filter(({ kind, title }) => kind !== "student" || title === null || !ofGroups.has(title));
}

