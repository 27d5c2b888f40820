import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "../api_error.js";
import { Form } from "../forms.js";

const refusal = (errors) => new ApiError(400, { code: "invalid", message: "Non.", errors });

test("what is sent is kept, and the form is clean again", async () => {
  const done = [];
  const form = new Form({ initial: { name: "" }, send: async (values) => values.name, done: (...got) => done.push(got) });
  form.set("name", "Ada");
  assert.equal(form.isDirty, true);
  await form.submit();
  assert.deepEqual(done, [["Ada", { name: "Ada" }]]);
  assert.equal(form.isDirty, false);
  assert.equal(form.busy.peek(), false);
});

test("errors stand at their fields, those of no field in the summary, and nothing typed is lost", async () => {
  const form = new Form({
    initial: { "user.email": "", name: "" },
    send: () => Promise.reject(refusal({ "user.email": ["Prise."], hidden: ["Étrange."] })),
  });
  form.set("user.email", "a@example.com");
  await form.submit();
  assert.deepEqual(form.errors("user.email"), ["Prise."]);
  assert.deepEqual(form.errors("name"), []);
  assert.equal(form.problem.peek(), "Non. Étrange.");
  assert.equal(form.values.peek()["user.email"], "a@example.com");
  form.set("user.email", "b@example.com");
  assert.deepEqual(form.errors("user.email"), []);
});

test("a second press while it is sent does nothing", async () => {
  let sent = 0;
  const { promise, resolve } = Promise.withResolvers?.() ?? withResolvers();
  const form = new Form({ initial: {}, send: () => ((sent += 1), promise) });
  const both = [form.submit(), form.submit()];
  assert.equal(form.busy.peek(), true);
  resolve(null);
  await Promise.all(both);
  assert.equal(sent, 1);
});

/** Node 20 does not have it yet. */
function withResolvers() {
  let resolve;
  return { promise: new Promise((settle) => (resolve = settle)), resolve };
}

test("a fault of the page is told as one", async (context) => {
  context.mock.method(console, "error", () => {});
  const form = new Form({ initial: {}, send: () => Promise.reject(new TypeError("oops")) });
  await form.submit();
  assert.equal(form.problem.peek(), "core.error.unexpected");
});

test("reset takes a newer state", () => {
  const form = new Form({ initial: { name: "a" }, send: async () => null });
  form.set("name", "b");
  form.reset({ name: "c" });
  assert.deepEqual(form.values.peek(), { name: "c" });
  assert.equal(form.isDirty, false);
});
