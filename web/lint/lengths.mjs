// Files with one purpose, functions that fit on a screen.

import ts from "typescript";
import { place, sources, walk } from "./sources.mjs";

const FILE = 250;
const FUNCTION = 60;

export function check() {
  return [...sources.filter(({ name }) => !name.startsWith("locales/")).flatMap(file), ...sources.flatMap(functions)];
}

/** @param {import("./sources.mjs").Source} source */
function file({ name, text }) {
  const lines = text.split("\n").length - 1;
  return lines > FILE ? [`${name}: ${lines} lines, ${FILE} are enough`] : [];
}

/** @param {import("./sources.mjs").Source} source */
function functions(source) {
  /** @type {string[]} */
  const problems = [];
  const line = (/** @type {number} */ at) => source.tree.getLineAndCharacterOfPosition(at).line;
  walk(source.tree, (node) => {
    if (!ts.isFunctionLike(node)) return;
    const lines = line(node.getEnd()) - line(node.getStart(source.tree)) + 1;
    if (lines > FUNCTION) problems.push(`${place(source, node)}: a function of ${lines} lines, ${FUNCTION} are enough`);
  });
  return problems;
}
