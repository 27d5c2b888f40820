// Texts in parts: the words that were searched for, and what changed from one version to the next. Pure rules, tested
// in tests/text_parts.test.js.

/** @typedef {{ text: string, isMarked: boolean }} Part */

/** Beyond so many pairs of words, what changed is marked as a whole: the reader must not wait. */
const MOST_PAIRS = 4_000_000;

/** As the server searches: without accents and case. @param {string} text */
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * A text parted where the words of a search stand in it.
 * @param {string} text @param {string} search @returns {Part[]}
 */
export function foundParts(text, search) {
  const words = fold(search).split(/\s+/).filter(Boolean);
  if (words.length === 0 || text === "") return [{ text, isMarked: false }];
  // A folded letter knows the letter it comes from, since folding changes how many there are.
  const letters = [...text];
  const origin = letters.flatMap((letter, index) => Array.from(fold(letter), () => index));
  const folded = letters.map((letter) => fold(letter)).join("");
  const marked = new Array(letters.length).fill(false);
  for (const word of words) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      marked.fill(true, origin[at], (origin[at + word.length - 1] ?? 0) + 1);
    }
  }
  // An accent written apart belongs to its letter.
  for (const [index, letter] of letters.entries()) if (/^\p{M}$/u.test(letter)) marked[index] = marked[index - 1] ?? false;
  return joined(letters, marked);
}

/**
 * What is no longer there in the first text and what is new in the second, word by word.
 * @param {string} before @param {string} after @returns {{ before: Part[], after: Part[] }}
 */
export function differences(before, after) {
  const [one, other] = [wordsOf(before), wordsOf(after)];
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
  let end = 0;
  const room = Math.min(one.length, other.length) - start;
  while (end < room && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  const kept = common(one.slice(start, one.length - end), other.slice(start, other.length - end));
  /** @param {string[]} words @param {boolean[]} same */
  const parts = (words, same) =>
    joined(words, words.map((word, at) => at >= start && at < words.length - end && !same[at - start] && word.trim() !== ""));
  return { before: parts(one, kept.one), after: parts(other, kept.other) };
}

/** Words and what stands between them, so that joined they are the text again. @param {string} text */
const wordsOf = (text) => text.split(/(\s+)/).filter(Boolean);

/**
 * Which words two texts have in common, in the same order: the longest such sequence.
 * @param {string[]} one @param {string[]} other
 */
function common(one, other) {
  const found = { one: new Array(one.length).fill(false), other: new Array(other.length).fill(false) };
  if (one.length * other.length > MOST_PAIRS) return found;
  const width = other.length + 1;
  const lengths = new Uint16Array((one.length + 1) * width);
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      const [down, right] = [lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0];
      lengths[i * width + j] = one[i] === other[j] ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1 : Math.max(down, right);
    }
  }
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    if (one[i] === other[j]) {
      found.one[i] = found.other[j] = true;
      i += 1;
      j += 1;
    } else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  return found;
}

/**
 * Neighbours of the same kind become one part; space between two marked words is marked with them.
 * @param {string[]} pieces @param {boolean[]} marked @returns {Part[]}
 */
function joined(pieces, marked) {
  /** @type {Part[]} */
  const parts = [];
  for (const [index, text] of pieces.entries()) {
    const isBetween = /^\s+$/.test(text) && marked[index - 1] && marked[index + 1];
    const isMarked = Boolean(marked[index] || isBetween);
    const last = parts.at(-1);
    if (last && last.isMarked === isMarked) last.text += text;
    else parts.push({ text, isMarked });
  }
  return parts;
}
