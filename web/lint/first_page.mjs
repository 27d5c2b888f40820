// What a browser loads before the first page stands: scripts, texts of one language, styles.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { SHEETS } from "../sheets.js";
import { WEB, reach, styles } from "./sources.mjs";

/** Bytes, compressed as the program does: all that `main.js` imports as one file, the linked styles as another. */
const LIMIT = 80_000;
const TEXTS = ["locales/fr/core.js", "locales/fr/auth.js"];

export function size() {
  const frame = reach("main.js");
  const others = [...reach("pages/welcome.js")].filter((name) => !frame.has(name));
  const linked = styles.filter((name) => name < "styles/60");
  const ofArea = [...SHEETS.core, ...SHEETS.auth].map((name) => `styles/${name}.css`);
  const files = [[...frame], linked, ...[...others, ...TEXTS, ...ofArea].map((name) => [name])];
  const bytes = files.map((names) => brotliCompressSync(Buffer.concat(names.map((name) => readFileSync(join(WEB, name))))).length);
  return { files: files.length, bytes: bytes.reduce((sum, one) => sum + one, 0) };
}

export function check() {
  const { bytes } = size();
  return bytes > LIMIT ? [`the first page takes ${bytes} bytes, ${LIMIT} are allowed`] : [];
}
