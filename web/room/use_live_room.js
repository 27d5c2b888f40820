// Follows a room: over a WebSocket, and by asking again and again while there is none.

import { useCallback, useEffect, useRef, useState } from "../h.js";
import { heardNow } from "../seats/clock.js";
import { follow } from "../seats/follow.js";
import { loadSeats } from "../seats/rooms.js";
import { afterMessage, afterReading } from "./live.js";

/** @typedef {import("./shapes.js").Live} Live */
/** @typedef {"connecting" | "live" | "asking" | "silent"} Connection  asking: the seats are read every few seconds; silent: nothing answers */

const ASK_EVERY = 4_000;

/**
 * @param {number} room
 * @returns {{ live: Live | null, error: unknown, connection: Connection, reload: () => Promise<void> }}
 */
export function useLiveRoom(room) {
  const [live, setLive] = useState(/** @type {Live | null} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const [connection, setConnection] = useState(/** @type {Connection} */ ("connecting"));
  const isOpen = useRef(false);

  const reload = useCallback(async () => {
    try {
      const seats = await loadSeats(room);
      setError(null);
      // What the socket tells is newer.
      if (isOpen.current) return;
      setLive((before) => afterReading(before, seats));
      setConnection("asking");
    } catch (found) {
      if (isOpen.current) return;
      setError(found);
      setConnection("silent");
    }
  }, [room]);

  useEffect(() => {
    setLive(null);
    setConnection("connecting");
    void reload();
    const stop = follow(`/ws/rooms/${room}/`, {
      onMessage: (message) => {
        if (message.now) heardNow(message.now);
        setLive((before) => afterMessage(before, message));
      },
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
  }, [room]);

  // While the socket is there, what was done comes over it.
  const again = useCallback(async () => {
    if (!isOpen.current) await reload();
  }, [reload]);
  return { live, error, connection, reload: again };
}
