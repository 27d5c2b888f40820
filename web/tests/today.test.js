import assert from "node:assert/strict";
import { test } from "node:test";
import { TODAY_CARDS } from "../today.js";
import { putAside, wasPutAside } from "../today/put_aside.js";
import { stepsOf } from "../today/steps.js";

/** @param {string[]} flags @param {string[]} modules @param {string[]} [rights] */
function cardsOf(flags, modules, rights = []) {
  const session = {
    can: (/** @type {string} */ flag) => flags.includes(flag),
    hasRight: (/** @type {string} */ right) => rights.includes(right),
    isRole: () => false,
    moduleOn: (/** @type {string} */ name) => modules.includes(name),
  };
  return TODAY_CARDS.filter((card) => card.applies(session)).map((card) => card.name);
}

const ALL = ["school", "appointments", "workstations"];

test("everybody sees their first steps and the place", () => {
  assert.deepEqual(cardsOf([], ALL), ["first_steps", "place"]);
});

test("a card of a module is there only when the module is on", () => {
  assert.deepEqual(cardsOf(["can_view_planning"], ALL), ["first_steps", "lessons", "place"]);
  assert.deepEqual(cardsOf(["can_view_planning"], []), ["first_steps", "place"]);
  assert.deepEqual(cardsOf(["can_manage_workstations"], ["school"]), ["first_steps", "place"]);
});

test("appointments are there for clients, and for whoever keeps them", () => {
  assert.deepEqual(cardsOf(["can_book_appointments"], ALL), ["first_steps", "appointments", "place"]);
  assert.deepEqual(cardsOf([], ALL, ["appointments.manage"]), ["first_steps", "appointments", "place"]);
  assert.deepEqual(cardsOf(["can_book_appointments"], ["school"], ["appointments.manage"]), ["first_steps", "place"]);
});

test("those who manage people see them, those who run the program its journal", () => {
  assert.deepEqual(cardsOf(["can_manage_users"], []), ["first_steps", "people", "place"]);
  assert.deepEqual(cardsOf(["can_manage_users", "can_manage_system"], []), ["first_steps", "people", "place", "journal"]);
});

/** @param {object} changes @param {boolean} [hasCodes] */
function missing(changes, hasCodes = false) {
  const me = { email: "a@example.org", email_verified: true, photo: "/p", phone: "06 12 34 56 78", ...changes };
  return stepsOf(/** @type {any} */ (me), hasCodes)
    .filter((step) => !step.isDone)
    .map((step) => step.name);
}

test("first steps say what is true", () => {
  assert.deepEqual(missing({}, true), []);
  assert.deepEqual(missing({ email_verified: false }, true), ["address"]);
  assert.deepEqual(missing({ email: null, email_verified: false }, true), ["address"]);
  assert.deepEqual(missing({ photo: null, phone: "" }), ["photo", "phone", "codes"]);
});

test("a step put aside stays so for its person, until another one is due", () => {
  const back = putAside(1, ["photo", "codes"]);
  assert.ok(wasPutAside(1, ["codes"]));
  assert.ok(!wasPutAside(1, ["codes", "address"]));
  assert.ok(!wasPutAside(2, ["codes"]));
  back();
  assert.ok(!wasPutAside(1, ["codes"]));
});
