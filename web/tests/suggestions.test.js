import assert from "node:assert/strict";
import test from "node:test";
import { stepped } from "../components/suggestions.js";

test("the arrows go round among what is suggested", () => {
  assert.equal(stepped(0, 1, 3), 1);
  assert.equal(stepped(2, 1, 3), 0);
  assert.equal(stepped(0, -1, 3), 2);
});

test("the first arrow leads to the end that it comes from", () => {
  assert.equal(stepped(-1, 1, 3), 0);
  assert.equal(stepped(-1, -1, 3), 2);
});

test("among nothing they lead nowhere", () => {
  assert.equal(stepped(0, 1, 0), -1);
});
