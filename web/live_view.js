// What a page follows as it changes: over a WebSocket, and by asking again and again while there is none.

import { useCallback, useEffect, useRef, useState } from "./h.js";
import { follow } from "./live_socket.js";

/** @typedef {"connecting" | "live" | "asking" | "silent"} Connection  asking: it is read every few seconds; silent: nothing answers */

/**
 * @template T what is followed
 * @template R what reading it gives
 * @typedef {{
 *   path: string,
 *   askEvery: number,
 *   read: () => Promise<R>,
 *   afterReading: (before: T | null, read: R, isOpen: boolean) => T | null,
 *   afterMessage: (before: T | null, message: any) => T | null,
 * }} Source  isOpen: the socket tells what changes; any: what a message holds is the caller's knowledge
 */

/**
 * @template T, R
 * @param {Source<T, R>} source
 * @returns {{ live: T | null, error: unknown, connection: Connection, reload: () => Promise<void> }}
 */
export function useLiveView(source) {
  const [live, setLive] = useState(/** @type {T | null} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const [connection, setConnection] = useState(/** @type {Connection} */ ("connecting"));
  const isOpen = useRef(false);
  const latest = useRef(source);
  latest.current = source;
  const { path } = source;

  const reload = useCallback(async () => {
    const { read, afterReading } = latest.current;
    try {
      const found = await read();
      setLive((before) => afterReading(before, found, isOpen.current));
      setError(null);
      if (!isOpen.current) setConnection("asking");
    } catch (problem) {
      if (isOpen.current) return;
      setError(problem);
      setConnection("silent");
    }
  }, [path]);

  useEffect(() => {
    setLive(null);
    setConnection("connecting");
    void reload();
    const stop = follow(path, {
      onMessage: (message) => setLive((before) => latest.current.afterMessage(before, message)),
      onState: (is) => {
        isOpen.current = is;
        setConnection(is ? "live" : "asking");
        if (is) setError(null);
      },
    });
    const timer = setInterval(() => {
      if (!isOpen.current && document.visibilityState === "visible") void reload();
    }, source.askEvery);
    return () => {
      stop();
      clearInterval(timer);
      isOpen.current = false;
    };
  }, [path]);

  return { live, error, connection, reload };
}
