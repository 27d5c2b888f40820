// The camera that reads a code, where the browser can do both.

import { useEffect, useRef, useState } from "../h.js";

const LOOK_EVERY = 250;

/** Chromium's; the compiler does not know it. @typedef {{ detect: (image: HTMLVideoElement) => Promise<{ rawValue: string }[]> }} Detector */

/** Whether a code can be scanned here. */
export const canScan = () => "BarcodeDetector" in globalThis && Boolean(navigator.mediaDevices?.getUserMedia);

/** @returns {Detector} */
const detector = () => new /** @type {any} */ (globalThis).BarcodeDetector({ formats: ["qr_code"] });

/**
 * @param {(text: string) => void} onText whatever is read, again and again
 * @returns {{ video: { current: HTMLVideoElement | null }, state: "starting" | "looking" | "refused" }}
 */
export function useCamera(onText) {
  const video = useRef(/** @type {HTMLVideoElement | null} */ (null));
  const [state, setState] = useState(/** @type {"starting" | "looking" | "refused"} */ ("starting"));
  const latest = useRef(onText);
  latest.current = onText;
  useEffect(() => {
    /** @type {MediaStream | null} */
    let stream = null;
    let isOver = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const reader = detector();
    const look = async () => {
      const found = video.current ? await reader.detect(video.current).catch(() => []) : [];
      if (isOver) return;
      if (found.length > 0) latest.current(found[0].rawValue);
      timer = setTimeout(look, LOOK_EVERY);
    };
    const start = async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
        if (isOver || !video.current) return stop();
        video.current.srcObject = stream;
        await video.current.play();
        setState("looking");
        void look();
      } catch {
        if (!isOver) setState("refused");
      }
    };
    const stop = () => stream?.getTracks().forEach((track) => track.stop());
    void start();
    return () => {
      isOver = true;
      clearTimeout(timer);
      stop();
    };
  }, []);
  return { video, state };
}
