import assert from "node:assert/strict";
import { test } from "node:test";
import { insidePath } from "../next_path.js";

test("a path inside the app is kept with its query", () => {
  for (const path of ["/", "/people?kind=students#a", "/loginx", "/people/students/12"]) assert.equal(insidePath(path), path);
});

test("what would lead to another site is not", () => {
  const evil = ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/.//evil.example"];
  const odd = ["", null, undefined, "people", "/a\n//evil.example", "/x/../..//evil.example", "/\t/evil.example"];
  for (const text of [...evil, ...odd]) assert.equal(insidePath(text), null, String(text));
});

test("nor what asks for a log-in itself", () => {
  for (const path of ["/login", "/login?next=/x", "/register", "/reset-password/MQ/x"]) assert.equal(insidePath(path), null);
});
