// Texts: the same keys in every language, none missing, none left over, each where its page has loaded it.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { WEB, place, reach, sources, walk } from "./sources.mjs";

/** @typedef {string | { one: string, other: string }} Text */

const areas = readdirSync(join(WEB, "locales/fr")).map((name) => name.replace(/\.js$/, ""));

/** @param {string} language @param {string} area @returns {Promise<Record<string, Text>>} */
async function read(language, area) {
  const path = join(WEB, "locales", language, `${area}.js`);
  return existsSync(path) ? (await import(path)).default : {};
}

export async function check() {
  const pairs = await Promise.all(
    areas.map(async (area) => ({ area, fr: await read("fr", area), en: await read("en", area) })),
  );
  const keys = new Set(pairs.flatMap(({ fr }) => Object.keys(fr)));
  return [...pairs.flatMap(compare), ...usage(keys), ...(await reachable())];
}

/** @param {{ area: string, fr: Record<string, Text>, en: Record<string, Text> }} pair */
function compare({ area, fr, en }) {
  const problems = [];
  for (const key of new Set([...Object.keys(fr), ...Object.keys(en)])) {
    const at = `locales/{fr,en}/${area}.js: ${key}`;
    if (!key.startsWith(`${area}.`)) problems.push(`${at} does not begin with its area`);
    if (!(key in fr) || !(key in en)) problems.push(`${at} is missing in ${key in fr ? "English" : "French"}`);
    else if (holes(fr[key]) !== holes(en[key])) problems.push(`${at} has other holes in French than in English`);
    problems.push(...french(fr[key]).map((problem) => `locales/fr/${area}.js: ${key}: ${problem}`));
  }
  return problems;
}

/** @param {Text} text */
const forms = (text) => (typeof text === "string" ? [text] : Object.values(text ?? {}));

/** @param {Text} text */
const holes = (text) => [...new Set(forms(text).flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort().join(" ");

/** @param {Text} text */
function french(text) {
  return forms(text).flatMap((form) => [
    ...(/[\p{L}\p{N}»)}] ?[:;!?](?= |$)/u.test(form) && !/[\u00a0\u202f][:;!?]/u.test(form) ? ["a non-breaking space is due before : ; ! ?"] : []),
    ...(/« |(?<![\u00a0\u202f])»/u.test(form) ? ["non-breaking spaces are due within « »"] : []),
    ...(/\p{L}'\p{L}/u.test(form) ? ["’ instead of '"] : []),
  ]);
}

/** `people.manage` is the name of a right. @param {ts.Node} node */
function isRight({ parent }) {
  if (ts.isCallExpression(parent)) return parent.expression.getText() === "hasRight";
  return ts.isPropertyAssignment(parent) && parent.name.getText() === "right";
}

/** Texts that may be keys, and patterns of keys that are put together. */
function named() {
  /** @type {{ text: string, pattern: RegExp | null, at: string, file: string }[]} */
  const found = [];
  const isKey = new RegExp(`^(${areas.join("|")})\\.`);
  for (const source of sources.filter(({ name }) => !name.startsWith("locales/"))) {
    walk(source.tree, (node) => {
      const at = () => ({ at: place(source, node), file: source.name });
      if (ts.isStringLiteralLike(node) && isKey.test(node.text) && !node.text.endsWith(".js") && !isRight(node)) {
        found.push({ text: node.text, pattern: null, ...at() });
      } else if (ts.isTemplateExpression(node) && isKey.test(node.head.text)) {
        const parts = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
        const pattern = new RegExp(`^${parts.map((part) => part.replaceAll(".", "\\.")).join("[^ ]+")}$`);
        found.push({ text: parts.join("…"), pattern, ...at() });
      }
    });
  }
  return found;
}

/** @param {Set<string>} keys */
function usage(keys) {
  const uses = named();
  const missing = uses.filter(({ text, pattern }) => (pattern ? ![...keys].some((key) => pattern.test(key)) : !keys.has(text)));
  const literal = new Set(uses.map(({ text }) => text));
  const patterns = uses.flatMap(({ pattern }) => pattern ?? []);
  const unused = [...keys].filter((key) => !literal.has(key) && !patterns.some((pattern) => pattern.test(key)));
  return [
    ...missing.map(({ text, at }) => `${at}: no text ${text}`),
    ...unused.map((key) => `locales: ${key} is never used`),
  ];
}

/** A page may only use the texts of its own area and of the core: the others need not have been loaded. */
async function reachable() {
  const { FORBIDDEN, NOT_FOUND, ROUTES } = await import(join(WEB, "routes.js"));
  const { BENEATH } = await import(join(WEB, "i18n.js"));
  const uses = named();
  const pages = [...ROUTES, FORBIDDEN, NOT_FOUND].map(({ page, area }) => ({
    start: String(page).match(/import\("\.\/(.+?)"\)/)?.[1] ?? "",
    area,
  }));
  const problems = [...pages, { start: "main.js", area: "core" }].flatMap(({ start, area }) => {
    const files = reach(start);
    const foreign = uses.filter(({ file, text }) => files.has(file) && !["core", area, BENEATH[area]].includes(text.split(".")[0]));
    return foreign.filter(({ file }) => file !== "routes.js").map(({ at, text }) => `${at}: ${text} is not loaded with ${start} (${area})`);
  });
  return [...new Set(problems)];
}
