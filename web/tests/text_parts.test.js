import assert from "node:assert/strict";
import { test } from "node:test";
import { differences, foundParts } from "../clients/text_parts.js";

/** @param {import("../clients/text_parts.js").Part[]} parts */
const shown = (parts) => parts.map(({ text, isMarked }) => (isMarked ? `[${text}]` : text)).join("");

test("words are found without accents and case, and marked as they are written", () => {
  assert.equal(shown(foundParts("Très motivé, très MOTIVÉE.", "motive")), "Très [motivé], très [MOTIVÉ]E.");
  assert.equal(shown(foundParts("Un emploi du temps", "temps emploi")), "Un [emploi] du [temps]");
  assert.equal(shown(foundParts("deux mots", "deux mots")), "[deux mots]");
  assert.equal(shown(foundParts("e\u0301te\u0301", "été")), "[e\u0301te\u0301]");
  assert.equal(shown(foundParts("rien", "")), "rien");
  assert.equal(shown(foundParts("rien", "tout")), "rien");
});

test("what changed is marked word by word", () => {
  const { before, after } = differences("Revient lundi avec un CV.", "Revient mardi matin avec un CV.");
  assert.equal(shown(before), "Revient [lundi] avec un CV.");
  assert.equal(shown(after), "Revient [mardi matin] avec un CV.");
});

test("added and removed ends", () => {
  assert.equal(shown(differences("a b", "a b c").after), "a b [c]");
  assert.equal(shown(differences("a b c", "b c").before), "[a] b c");
  assert.equal(shown(differences("", "tout neuf").after), "[tout neuf]");
  assert.equal(shown(differences("pareil", "pareil").after), "pareil");
});

test("joined again, the parts are the text", () => {
  const [one, other] = ["a  b\n\nc d e f", "x b\nc  e f g"];
  const { before, after } = differences(one, other);
  assert.equal(before.map(({ text }) => text).join(""), one);
  assert.equal(after.map(({ text }) => text).join(""), other);
});

test("very long texts are compared at once", () => {
  const long = (/** @type {string} */ word) => Array.from({ length: 6000 }, (_, index) => `${word}${index}`).join(" ");
  const started = Date.now();
  differences(long("a"), long("b"));
  assert.ok(Date.now() - started < 1000);
});
