import { COMMON } from "./common_passwords.js";

/**
 * The server's rules (apps/accounts/src/domain/password_rules.rs), as far as they can be told without its lists and
 * zxcvbn: an estimate. What passes here may still be refused there, so the meter never promises, and never stands in the way.
 */

export const MIN_LENGTH = 8;
export const MAX_LENGTH = 128;

/** Digits and signs on either end that are thought of as decoration: `2024!`. */
const DECORATION = 6;
/** Letters and digits that must be left when the person's own names are taken out. */
const OWN_PART = 5;
/** A date written out has as many digits. */
const DATE_DIGITS = 8;
/** Guesses, as powers of ten, below which a password is common, and from which it gets 2, 3, 4 points (zxcvbn's). */
const COMMON_BELOW = 5;
const POINTS = [6, 8, 10];

const RUNS = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "zxcvbnm", "&é\"'(-è_çà)="];

/** @typedef {"too_short" | "too_long" | "control_character" | "personal" | "common"} PasswordProblem */

/**
 * 0 when refused, with the reason; else 1 (just accepted) to 4.
 * @param {string} password
 * @param {string[]} [person] names, address and username of whom it is for
 * @returns {{ score: 0 | 1 | 2 | 3 | 4, problem: PasswordProblem | null, missing: number }}
 */
export function passwordStrength(password, person = []) {
  const length = [...password].length;
  const own = ownWords(person);
  const problem = problemOf(password, length, own);
  if (problem) return { score: 0, problem, missing: Math.max(0, MIN_LENGTH - length) };
  const power = guesses(fold(password), own) + (/\p{Lu}/u.test(password.slice(1)) ? 0.3 : 0);
  const score = /** @type {1 | 2 | 3 | 4} */ (1 + POINTS.filter((least) => power >= least).length);
  return { score, problem: null, missing: 0 };
}

/**
 * @param {string} password
 * @param {number} length
 * @param {string[]} own
 * @returns {PasswordProblem | null}
 */
function problemOf(password, length, own) {
  if (length < MIN_LENGTH) return "too_short";
  if (length > MAX_LENGTH) return "too_long";
  if (/\p{Cc}/u.test(password)) return "control_character";
  if (isPersonal(password, own)) return "personal";
  return isCommon(password, own) ? "common" : null;
}

/** @param {string} text without case, accents and ligatures */
function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replaceAll("œ", "oe").replaceAll("æ", "ae").replaceAll("ß", "ss").replaceAll("ø", "o").replaceAll("ł", "l").replaceAll("’", "'");
}

/** @param {string} text only letters and digits */
const plain = (text) => fold(text).replace(/[^\p{L}\p{N}]/gu, "");

/** @type {Record<string, string>} */
const MASKS = { 0: "o", 1: "i", "!": "i", "|": "i", 3: "e", "€": "e", 4: "a", "@": "a", 5: "s", $: "s", 7: "t" };
const unmask = (/** @type {string} */ text) => [...text].map((c) => MASKS[c] ?? c).join("");

/**
 * What a stranger who knows the person would try: each name, its words, its words joined, and all of that backwards.
 * @param {string[]} person
 */
function ownWords(person) {
  const words = person.filter(Boolean).flatMap((text) => {
    const local = fold(text.split("@")[0] ?? "");
    return [plain(text), plain(local), ...local.split(/[^\p{L}\p{N}]+/u)];
  }).filter((word) => word.length >= 3);
  const backwards = words.map((word) => [...word].reverse().join(""));
  return [...new Set([...words, ...backwards])].sort((a, b) => b.length - a.length);
}

/**
 * @param {string} password
 * @param {string[]} own
 */
function isPersonal(password, own) {
  return [plain(password), plain(unmask(fold(password)))].some((text) => {
    const rest = own.reduce((left, word) => left.replaceAll(word, ""), text);
    return rest !== text && (rest.length < OWN_PART || (rest.length <= DATE_DIGITS && /^\d*$/.test(rest)));
  });
}

/**
 * @param {string} password
 * @param {string[]} own
 */
function isCommon(password, own) {
  const folded = fold(password);
  if (guesses(folded, own) < COMMON_BELOW) return true;
  const heart = folded.replace(new RegExp(`^[^\\p{L}]{0,${DECORATION}}`, "u"), "").replace(new RegExp(`[^\\p{L}]{0,${DECORATION}}$`, "u"), "");
  return [plain(heart), plain(unmask(heart)), plain(unmask(folded))].some(isListed);
}

/** @param {string} text a common word, once or several times over */
function isListed(text) {
  for (let size = 3; size <= text.length; size += 1) {
    const word = text.slice(0, size);
    if (text.length % size === 0 && COMMON.has(word) && word.repeat(text.length / size) === text) return true;
  }
  return false;
}

/**
 * A rough count, as a power of ten: a listed or own word two and a half, a year two, a run on the keyboard or a repetition one and a
 * little for each further sign, anything else one for each sign.
 * @param {string} folded
 * @param {string[]} own
 */
function guesses(folded, own) {
  let power = 0;
  for (let at = 0; at < folded.length;) {
    const [length, worth] = part(folded, at, own);
    power += worth;
    at += length;
  }
  return power;
}

/**
 * The longest known part that begins here, and what it is worth.
 * @param {string} text
 * @param {number} at
 * @param {string[]} own
 * @returns {[number, number]}
 */
function part(text, at, own) {
  const rest = text.slice(at);
  const repeated = /^(.+?)\1{2,}/u.exec(rest) ?? /^(.{3,})\1/u.exec(rest);
  if (repeated?.[1]) return [repeated[0].length, repeated[1].length + 0.3];
  for (let size = Math.min(rest.length, 20); size >= 3; size -= 1) {
    const piece = rest.slice(0, size);
    if (own.includes(piece) || COMMON.has(unmask(piece)) || COMMON.has(piece)) return [size, 2.5];
    if (size >= 4 && isRun(piece)) return [size, 1.5];
  }
  if (/^(19|20)\d\d/.test(rest)) return [4, 2];
  return [1, 1];
}

/** @param {string} piece neighbours in the alphabet or on a keyboard, forwards or backwards */
function isRun(piece) {
  const backwards = [...piece].reverse().join("");
  return RUNS.some((run) => run.includes(piece) || run.includes(backwards));
}
