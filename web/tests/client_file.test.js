import assert from "node:assert/strict";
import { test } from "node:test";
import { countsOf, entriesOf, withNote } from "../clients/file_order.js";

const NOW = "2026-11-26T12:00:00.000000Z";
/** @param {number} id @param {string} day */
const note = (id, day) => /** @type {any} */ ({ id, created_at: `2026-${day}T10:00:00.000000Z` });
/** @param {number} id @param {string} day @param {string} [status] */
const session = (id, day, status = "held") =>
  /** @type {any} */ ({ id, status, starts_at: `2026-${day}T09:00:00.000000Z`, ends_at: `2026-${day}T09:45:00.000000Z` });

/** @param {import("../clients/file_order.js").Entry[]} entries */
const names = (entries) => entries.map((entry) => (entry.kind === "note" ? `n${entry.note.id}` : `a${entry.appointment.id}`));

test("notes and appointments stand in one order, what is to come apart and the next first", () => {
  const lists = {
    notes: [note(2, "11-20"), note(1, "11-02")],
    moreNotes: false,
    appointments: [session(4, "12-10", "booked"), session(3, "12-01", "booked"), session(2, "11-20"), session(1, "11-10")],
    moreAppointments: false,
  };
  const { upcoming, past, hasMore } = entriesOf(lists, "all", NOW);
  assert.deepEqual(names(upcoming), ["a3", "a4"]);
  assert.deepEqual(names(past), ["n2", "a2", "a1", "n1"]);
  assert.equal(hasMore, false);
  assert.deepEqual(names(entriesOf(lists, "notes", NOW).past), ["n2", "n1"]);
  assert.deepEqual(names(entriesOf(lists, "appointments", NOW).past), ["a2", "a1"]);
});

test("nothing is missing in between while one of the lists goes on", () => {
  const lists = {
    notes: [note(9, "11-20"), note(1, "03-01")],
    moreNotes: false,
    appointments: [session(8, "11-19"), session(7, "10-01")],
    moreAppointments: true,
  };
  const { past, hasMore } = entriesOf(lists, "all", NOW);
  assert.deepEqual(names(past), ["n9", "a8", "a7"]);
  assert.equal(hasMore, true);
  // The notes alone are complete.
  assert.deepEqual(names(entriesOf(lists, "notes", NOW).past), ["n9", "n1"]);
  assert.equal(entriesOf(lists, "notes", NOW).hasMore, false);
});

test("what was booked and has gone by is not to come", () => {
  const counts = countsOf([session(1, "12-01", "booked"), session(2, "11-01", "booked"), session(3, "11-02"), session(4, "11-03", "no_show"), session(5, "12-03", "cancelled")], NOW);
  assert.deepEqual(counts, { upcoming: 1, unmarked: 1, held: 1, no_show: 1, cancelled: 1 });
});

test("a note is replaced, added or taken out", () => {
  const notes = [note(2, "11-20"), note(1, "11-02")];
  const ids = (/** @type {any[]} */ list) => list.map(({ id }) => id);
  assert.deepEqual(ids(withNote(notes, 1, note(1, "11-02"))), [2, 1]);
  assert.deepEqual(ids(withNote(notes, 3, note(3, "11-26"))), [3, 2, 1]);
  assert.deepEqual(ids(withNote(notes, 2, null)), [1]);
});
