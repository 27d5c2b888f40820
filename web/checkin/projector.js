// What a screen needs that a whole room looks at: all of it, and awake.

import { useEffect, useState } from "../h.js";

/** @param {{ current: HTMLElement | null }} sheet */
export function useFullScreen(sheet) {
  const [isOn, setOn] = useState(false);
  useEffect(() => {
    const look = () => setOn(document.fullscreenElement !== null && document.fullscreenElement === sheet.current);
    document.addEventListener("fullscreenchange", look);
    return () => document.removeEventListener("fullscreenchange", look);
  }, []);
  const toggle = () => {
    // Refused by the browser: the page is as large as it is.
    const done = isOn ? document.exitFullscreen() : sheet.current?.requestFullscreen();
    done?.catch(() => {});
  };
  return { isOn, isPossible: document.fullscreenEnabled === true, toggle };
}

/** While it is shown, the screen does not go dark, where the browser can see to that. */
export function useWakefulness() {
  useEffect(() => {
    /** @type {WakeLockSentinel | null} */
    let lock = null;
    let isOver = false;
    const ask = async () => {
      if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
      const got = await navigator.wakeLock.request("screen").catch(() => null);
      if (isOver) void got?.release();
      else lock = got;
    };
    void ask();
    document.addEventListener("visibilitychange", ask);
    return () => {
      isOver = true;
      document.removeEventListener("visibilitychange", ask);
      void lock?.release();
    };
  }, []);
}
