// One WebSocket of the server that comes back when it is lost.

import { API } from "../constants.js";
import { tokens } from "../tokens.js";

/** @typedef {{ n: number, type: string }} Message  numbered: one that is missing makes what was put together a guess */

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
const AFTER_REFUSAL = 3_000;
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

/**
 * @param {string} path
 * @param {{ onMessage: (message: any) => void, onState: (isOpen: boolean) => void }} hear any: what a message holds is the caller's knowledge
 * @returns {() => void} ends it
 */
export function follow(path, { onMessage, onState }) {
  let wait = FIRST_WAIT;
  let count = 0;
  let isOver = false;
  /** @type {WebSocket | null} */
  let socket = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const again = () => {
    if (isOver) return;
    timer = setTimeout(start, wait * (0.5 + Math.random()));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };
  const start = () => {
    const access = tokens.peek()?.access;
    const opened = access ? socketTo(path) : null;
    if (!opened) return again();
    count = 0;
    socket = opened;
    opened.onopen = () => opened.send(JSON.stringify({ token: access }));
    opened.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.n !== count + 1) return opened.close();
      count = message.n;
      if (message.type === "list") {
        wait = FIRST_WAIT;
        onState(true);
      }
      onMessage(message);
    };
    opened.onclose = ({ code }) => {
      onState(false);
      if (FINAL.includes(code)) isOver = true;
      // Whatever is asked for meanwhile has the token renewed.
      if (code === NOT_LOGGED_IN) wait = Math.max(wait, AFTER_REFUSAL);
      again();
    };
  };
  start();
  return () => {
    isOver = true;
    clearTimeout(timer);
    if (socket) socket.onclose = null;
    socket?.close();
  };
}
