// One WebSocket of the server that tells a list and then what changes of it; it comes back when it is lost.

import { API } from "./constants.js";
import { online } from "./offline.js";
import { tokens } from "./tokens.js";

/** @typedef {{ n: number, type: string }} Message  numbered: one that is missing makes what was put together a guess */
/** @typedef {{ onMessage: (message: any) => void, onState: (isOpen: boolean) => void }} Hear  any: what a message holds is the caller's knowledge */

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
const AFTER_REFUSAL = 3_000;
/** A server that says now and then that it is still there, and says nothing for so long, is gone. */
const LONGEST_SILENCE = 50_000;
/** The server's words for "you may not": asking again does not help, but a renewed token may. */
const NOT_LOGGED_IN = 4401;
const FINAL = [4403, 4404];

/** Null where the page's own policy forbids it. @param {string} path */
function socketTo(path) {
  try {
    return new WebSocket(`${(API || location.origin).replace(/^http/, "ws")}${path}`);
  } catch {
    return null;
  }
}

/** @param {string} path @param {Hear} hear @returns {() => void} ends it */
export function follow(path, hear) {
  const line = new Line(path, hear);
  line.start();
  const stop = online.subscribe((is) => line.heardOfNetwork(is));
  return () => {
    stop();
    line.end();
  };
}

class Line {
  #path;
  #hear;
  #wait = FIRST_WAIT;
  #count = 0;
  #isOver = false;
  #saysItIsThere = false;
  /** @type {WebSocket | null} */
  #socket = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #again;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #silence;

  /** @param {string} path @param {Hear} hear */
  constructor(path, hear) {
    this.#path = path;
    this.#hear = hear;
  }

  start() {
    const access = tokens.peek()?.access;
    const opened = access && online.peek() ? socketTo(this.#path) : null;
    if (!opened) return this.#later();
    this.#count = 0;
    this.#socket = opened;
    opened.onopen = () => opened.send(JSON.stringify({ token: access }));
    opened.onmessage = ({ data }) => this.#heard(JSON.parse(data));
    opened.onclose = ({ code }) => {
      if (FINAL.includes(code)) this.#isOver = true;
      // Whatever is asked for meanwhile has the token renewed.
      if (code === NOT_LOGGED_IN) this.#wait = Math.max(this.#wait, AFTER_REFUSAL);
      this.#lost();
    };
  }

  /** A socket does not notice by itself that nothing comes any more. @param {boolean} isThere */
  heardOfNetwork(isThere) {
    if (!isThere) return this.#socket && this.#lost();
    if (this.#socket || this.#isOver) return;
    this.#wait = FIRST_WAIT;
    clearTimeout(this.#again);
    this.start();
  }

  end() {
    this.#isOver = true;
    clearTimeout(this.#again);
    this.#drop();
  }

  /** @param {Message} message */
  #heard(message) {
    if (message.n !== this.#count + 1) return this.#lost();
    this.#count = message.n;
    this.#saysItIsThere ||= message.type === "still";
    clearTimeout(this.#silence);
    if (this.#saysItIsThere) this.#silence = setTimeout(() => this.#lost(), LONGEST_SILENCE);
    if (message.type === "list") {
      this.#wait = FIRST_WAIT;
      this.#hear.onState(true);
    }
    this.#hear.onMessage(message);
  }

  #lost() {
    this.#drop();
    this.#hear.onState(false);
    this.#later();
  }

  /** It may take its time to close: what it still says does not count. */
  #drop() {
    clearTimeout(this.#silence);
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #later() {
    if (this.#isOver) return;
    this.#again = setTimeout(() => this.start(), this.#wait * (0.5 + Math.random()));
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }
}
