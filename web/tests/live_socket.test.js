import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { follow } from "../live_socket.js";
import { online } from "../offline.js";
import { tokens } from "../tokens.js";

/** Sockets that were opened, newest last. @type {FakeSocket[]} */
let opened = [];

class FakeSocket {
  sent = /** @type {any[]} */ ([]);
  isClosed = false;
  /** @type {any} */
  onopen = null;
  /** @type {any} */
  onmessage = null;
  /** @type {any} */
  onclose = null;
  /** @param {string} url */
  constructor(url) {
    this.url = url;
    opened.push(this);
  }
  /** @param {string} text */
  send(text) {
    this.sent.push(JSON.parse(text));
  }
  close() {
    this.isClosed = true;
  }
  /** @param {...object} messages */
  says(...messages) {
    for (const message of messages) this.onmessage?.({ data: JSON.stringify(message) });
  }
}

/** What was heard while `play` ran. @param {(heard: any[]) => void} play */
function following(play) {
  opened = [];
  mock.timers.enable({ apis: ["setTimeout"] });
  Object.assign(globalThis, { WebSocket: FakeSocket, location: { origin: "https://place.example" } });
  tokens.value = /** @type {any} */ ({ access: "abc" });
  online.value = true;
  /** @type {any[]} */
  const heard = [];
  const end = follow("/ws/rooms/1/", { onMessage: ({ type }) => heard.push(type), onState: (isOpen) => heard.push(isOpen) });
  try {
    play(heard);
  } finally {
    end();
    mock.timers.reset();
  }
}

const list = { n: 1, type: "list" };

test("who it is comes first, then the list opens it", () => {
  following((heard) => {
    opened[0].onopen();
    assert.deepEqual([opened[0].url, opened[0].sent], ["wss://place.example/ws/rooms/1/", [{ token: "abc" }]]);
    opened[0].says(list, { n: 2, type: "changes" });
    assert.deepEqual(heard, [true, "list", "changes"]);
  });
});

test("where a number is missing, all is asked for anew", () => {
  following((heard) => {
    opened[0].says(list, { n: 3, type: "changes" }, { n: 4, type: "changes" });
    assert.deepEqual([heard, opened[0].isClosed], [[true, "list", false], true]);
    mock.timers.tick(1_500);
    assert.equal(opened.length, 2);
    opened[1].says(list);
    assert.deepEqual(heard.slice(3), [true, "list"]);
  });
});

test("it is tried again and again, more and more rarely, but not where one may not", () => {
  following((heard) => {
    opened[0].onclose({ code: 1006 });
    mock.timers.tick(1_500);
    opened[1].onclose({ code: 1006 });
    mock.timers.tick(900);
    assert.equal(opened.length, 2);
    mock.timers.tick(2_100);
    opened[2].onclose({ code: 4403 });
    mock.timers.tick(120_000);
    assert.deepEqual([opened.length, heard], [3, [false, false, false]]);
  });
});

test("without a network it is lost at once, and with one it is there at once", () => {
  following((heard) => {
    opened[0].says(list);
    online.value = false;
    assert.deepEqual([heard.at(-1), opened[0].isClosed], [false, true]);
    mock.timers.tick(120_000);
    assert.equal(opened.length, 1);
    online.value = true;
    assert.equal(opened.length, 2);
  });
});

test("a server that used to say that it is still there, and says no more, is gone", () => {
  following((heard) => {
    opened[0].says(list);
    mock.timers.tick(120_000);
    assert.equal(heard.at(-1), "list");
    opened[0].says({ n: 2, type: "still" });
    mock.timers.tick(49_000);
    opened[0].says({ n: 3, type: "still" });
    mock.timers.tick(49_000);
    assert.notEqual(heard.at(-1), false);
    mock.timers.tick(2_000);
    assert.equal(heard.at(-1), false);
  });
});
