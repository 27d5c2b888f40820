// The files of the app as the lints read them.

import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

export const WEB = fileURLToPath(new URL("..", import.meta.url));

/** Not written here, or not part of what a browser gets. */
const OTHERS = ["node_modules", "vendor", "types", "lint", "dev", "tests"];

/** @typedef {{ name: string, text: string, tree: ts.SourceFile }} Source  `name`: path below web/ */

/** @param {string} folder @returns {string[]} */
function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return OTHERS.includes(relative(WEB, path)) ? [] : filesIn(path);
    return [path];
  });
}

const names = filesIn(WEB).map((path) => relative(WEB, path));

/** Every script of the app. @type {Source[]} */
export const sources = names.filter((name) => name.endsWith(".js")).map((name) => {
  const text = readFileSync(join(WEB, name), "utf8");
  return { name, text, tree: ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS) };
});

export const styles = names.filter((name) => name.endsWith(".css")).sort();

/** @param {ts.Node} node @param {(node: ts.Node) => void} visit */
export function walk(node, visit) {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** @param {Source} source @param {ts.Node | number} at */
export function place({ name, tree }, at) {
  const position = typeof at === "number" ? at : at.getStart(tree);
  return `${name}:${tree.getLineAndCharacterOfPosition(position).line + 1}`;
}

/** Stands for what is put into a template. */
export const HOLE = "\u0000";

/**
 * The templates tagged `html`, as one text each.
 * @param {Source} source
 * @returns {{ node: ts.Node, text: string }[]}
 */
export function templates({ tree }) {
  /** @type {{ node: ts.Node, text: string }[]} */
  const found = [];
  walk(tree, (node) => {
    if (!ts.isTaggedTemplateExpression(node) || node.tag.getText(tree) !== "html") return;
    const { template } = node;
    const parts = ts.isNoSubstitutionTemplateLiteral(template)
      ? [template.text]
      : [template.head.text, ...template.templateSpans.map((span) => span.literal.text)];
    found.push({ node, text: parts.join(HOLE) });
  });
  return found;
}

/**
 * What a file imports, as paths below web/; `lazy`: by import().
 * @param {Source} source
 * @returns {{ node: ts.Node, text: string, target: string, lazy: boolean }[]}
 */
export function imports({ name, tree }) {
  /** @type {{ node: ts.Node, text: string, target: string, lazy: boolean }[]} */
  const found = [];
  walk(tree, (node) => {
    const isStatic = ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
    const isLazy = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
    const where = isStatic ? node.moduleSpecifier : isLazy ? node.arguments[0] : undefined;
    if (!where || !ts.isStringLiteralLike(where)) return;
    found.push({ node, text: where.text, target: join(dirname(name), where.text), lazy: isLazy });
  });
  return found;
}

/**
 * A file and all that it imports, and what those import.
 * @param {string} start
 * @param {{ lazy?: boolean }} [options] lazy: also what is loaded later
 */
export function reach(start, { lazy = false } = {}) {
  /** @type {Set<string>} */
  const seen = new Set();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const source = sources.find((one) => one.name === name);
    if (source) open.push(...imports(source).filter((one) => lazy || !one.lazy).map(({ target }) => target));
  }
  return seen;
}
