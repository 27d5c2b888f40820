// Every style sheet that index.html does not link belongs to an area, and every one that an area names is there.

import { SHEETS } from "../sheets.js";
import { styles } from "./sources.mjs";

/** Those below are linked by index.html. */
const FIRST_OF_AREAS = "60";

/** @returns {string[]} */
export function check() {
  const there = styles.map((path) => path.replace(/^styles\/|\.css$/g, "")).filter((name) => name >= FIRST_OF_AREAS);
  const named = new Set(Object.values(SHEETS).flat());
  return [
    ...there.filter((name) => !named.has(name)).map((name) => `styles/${name}.css: no area of sheets.js brings it`),
    ...[...named].filter((name) => !there.includes(name)).map((name) => `sheets.js: there is no styles/${name}.css`),
  ];
}
