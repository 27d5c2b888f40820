// Follows the live list of a lesson: over a WebSocket, and by asking again and again while there is none.

import { get } from "../api.js";
import { API } from "../constants.js";
import { useCallback, useEffect, useRef, useState } from "../h.js";
import { tokens } from "../tokens.js";
import { afterMessage, isNext } from "./live.js";

/** @typedef {import("./shapes.js").Live} Live */
/** @typedef {"connecting" | "live" | "asking" | "silent"} Connection  asking: the list is read every few seconds; silent: nothing answers */

const ASK_EVERY = 3_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
/** The server's words for "you may not": asking again does not help, but a renewed token may. */
const NOT_LOGGED_IN = 4401;
const FINAL = [4403, 4404];

/** @param {number} lesson */
function address(lesson) {
  return `${(API || location.origin).replace(/^http/, "ws")}/ws/lessons/${lesson}/`;
}

/** Null where the page's own policy forbids it: then the list is asked for. @param {number} lesson */
function socketTo(lesson) {
  try {
    return new WebSocket(address(lesson));
  } catch {
    return null;
  }
}

/**
 * One socket that comes back when it is lost.
 * @param {number} lesson
 * @param {{ onMessage: (message: import("./shapes.js").LiveMessage) => void, onState: (isOpen: boolean) => void }} hear
 * @returns {() => void} ends it
 */
function follow(lesson, { onMessage, onState }) {
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
    if (!access) return again();
    count = 0;
    const opened = socketTo(lesson);
    if (!opened) return again();
    socket = opened;
    opened.onopen = () => opened.send(JSON.stringify({ token: access }));
    opened.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (!isNext(count, message)) return opened.close();
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
      // Reading the list meanwhile has the token renewed.
      if (code === NOT_LOGGED_IN) wait = Math.max(wait, ASK_EVERY);
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

/**
 * @param {number} lesson
 * @returns {{ live: Live | null, error: unknown, connection: Connection, reload: () => Promise<void> }}
 */
export function useLive(lesson) {
  const [live, setLive] = useState(/** @type {Live | null} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const [connection, setConnection] = useState(/** @type {Connection} */ ("connecting"));
  const isOpen = useRef(false);

  const reload = useCallback(async () => {
    try {
      const read = /** @type {Live} */ (await get(`/api/lessons/${lesson}/check-ins/`));
      // What the socket has told meanwhile is newer.
      setLive((before) => (isOpen.current && before && before.row_version > read.row_version ? before : read));
      setError(null);
      if (!isOpen.current) setConnection("asking");
    } catch (found) {
      setError(found);
      if (!isOpen.current) setConnection("silent");
    }
  }, [lesson]);

  useEffect(() => {
    void reload();
    const stop = follow(lesson, {
      onMessage: (message) => setLive((before) => afterMessage(before, message)),
      onState: (is) => {
        isOpen.current = is;
        setConnection(is ? "live" : "asking");
        if (is) setError(null);
      },
    });
    const timer = setInterval(() => {
      if (!isOpen.current && document.visibilityState === "visible") void reload();
    }, ASK_EVERY);
    return () => {
      stop();
      clearInterval(timer);
      isOpen.current = false;
    };
  }, [lesson]);

  return { live, error, connection, reload };
}
