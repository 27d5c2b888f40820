// What a strict Content-Security-Policy, Trusted Types and an app without a build do not bear.

import { existsSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { WEB, imports, place, sources, walk } from "./sources.mjs";

const FORBIDDEN = [
  "innerHTML",
  "outerHTML",
  "insertAdjacentHTML",
  "dangerouslySetInnerHTML",
  "srcdoc",
  "eval",
  "Function",
  "DOMParser",
  "createContextualFragment",
];

export function check() {
  return sources.flatMap((source) => [...names(source), ...paths(source)]);
}

/** @param {import("./sources.mjs").Source} source */
function names(source) {
  /** @type {string[]} */
  const problems = [];
  walk(source.tree, (node) => {
    if (ts.isIdentifier(node) && FORBIDDEN.includes(node.text)) problems.push(`${place(source, node)}: ${node.text}`);
    const isWrite = ts.isPropertyAccessExpression(node) && /^document\.write(ln)?$/.test(node.getText(source.tree));
    if (isWrite) problems.push(`${place(source, node)}: document.write`);
  });
  return problems;
}

/** @param {import("./sources.mjs").Source} source */
function paths(source) {
  return imports(source).flatMap(({ node, text, target }) => {
    if (!/^\.\.?\//.test(text)) return [`${place(source, node)}: "${text}" is not a relative path`];
    return existsSync(join(WEB, target)) ? [] : [`${place(source, node)}: there is no ${target}`];
  });
}
