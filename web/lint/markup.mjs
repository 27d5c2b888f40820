// What stands in html`…`: elements only, no text of its own, no style of its own.

import ts from "typescript";
import { HOLE, place, sources, templates, walk } from "./sources.mjs";

const LETTERS = /\p{L}{2,}/u;
const READ_ALOUD = /\s(aria-label|aria-description|title|placeholder|alt|label)="([^"]*)"/g;
/** Properties of components that a person reads. */
const READ = ["title", "lead", "label", "text", "hint", "placeholder", "caption", "submit", "empty", "action"];

/** A language calls itself by its own name, whatever the reader's. */
const OWN_NAMES = ["Français", "English"];

/** Names of tokens, invented people: shown as they are. */
const SPECIMENS = /^styleguide\//;

export function check() {
  return sources.flatMap((source) => {
    const texts = SPECIMENS.test(source.name) ? [] : [...texted(source), ...properties(source)];
    return [...elements(source), ...texts];
  });
}

/** @param {import("./sources.mjs").Source} source */
function elements(source) {
  return templates(source).flatMap(({ node, text }) => {
    const at = place(source, node);
    return [
      ...(new RegExp(`</?${HOLE}`).test(text) ? [`${at}: a component in html\`\`: use h(Component, {…})`] : []),
      ...(/\sstyle="/.test(text) ? [`${at}: style="…": use a class`] : []),
      ...(/\son\w+="/i.test(text) ? [`${at}: a handler written as text`] : []),
    ];
  });
}

/** @param {import("./sources.mjs").Source} source */
function texted(source) {
  return templates(source).flatMap(({ node, text }) => {
    const words = text.replace(/<[^>]*>/gs, " ").replaceAll(HOLE, " ").match(LETTERS) ?? [];
    const aloud = [...text.matchAll(READ_ALOUD)].filter(([, , value]) => LETTERS.test(value)).map(([whole]) => whole.trim());
    return [...words, ...aloud].map((found) => `${place(source, node)}: a text that belongs into locales/: ${found}`);
  });
}

/** @param {import("./sources.mjs").Source} source */
function properties(source) {
  /** @type {string[]} */
  const problems = [];
  walk(source.tree, (node) => {
    if (!ts.isPropertyAssignment(node) || !READ.includes(node.name.getText(source.tree))) return;
    const { initializer } = node;
    if (!ts.isStringLiteralLike(initializer) || OWN_NAMES.includes(initializer.text) || !/^\p{Lu}|\p{L} \p{L}/u.test(initializer.text)) return;
    problems.push(`${place(source, node)}: a text that belongs into locales/: ${initializer.text}`);
  });
  return problems;
}
