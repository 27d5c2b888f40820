// The table that somebody gives: a file, or a text that was pasted. Its bytes travel as they are; for the report it is
// read here too, so that a wrong line can be shown.

/**
 * @typedef {object} CsvSource
 * @property {string} name
 * @property {Blob} blob
 * @property {string[]} lines
 */

/**
 * @param {File} file
 * @returns {Promise<CsvSource>}
 */
export async function fromFile(file) {
  return { name: file.name, blob: file, lines: linesOf(decoded(await file.arrayBuffer())) };
}

/**
 * @param {string} text
 * @param {string} name what it is called
 * @returns {CsvSource}
 */
export function fromText(text, name) {
  return { name, blob: new Blob([text], { type: "text/csv" }), lines: linesOf(text) };
}

/**
 * As the server reads it: UTF-8 or UTF-16 by its mark, else UTF-8 where it is that, else what Windows writes.
 * @param {ArrayBuffer} bytes
 * @returns {string}
 */
function decoded(bytes) {
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** @param {string} text */
function linesOf(text) {
  return text.split(/\r\n|\n|\r/);
}
