// A picture taken at the desk. The server turns it upright and cuts it to a square; here it is cut already, so that one
// sees what will be kept.

import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { Notice } from "../components/notice.js";
import { Fragment, h, html, useEffect, useRef, useState } from "../h.js";
import { t } from "../i18n.js";

const SIDE = 800;

export const hasCamera = () => Boolean(globalThis.navigator?.mediaDevices?.getUserMedia);

/** @param {{ onTake: (file: File) => void, onClose: () => void }} props */
export function CameraDialog({ onTake, onClose }) {
  const { video, state } = useStream();
  const [taken, setTaken] = useState(/** @type {{ file: File, url: string } | null} */ (null));
  useEffect(() => () => {
    if (taken) URL.revokeObjectURL(taken.url);
  }, [taken]);
  const take = async () => {
    const file = video.current && (await pictureOf(video.current));
    if (file) setTaken({ file, url: URL.createObjectURL(file) });
  };
  const actions = taken
    ? h(
        Fragment,
        {},
        h(Button, { onClick: () => setTaken(null) }, t("visitors.camera.again")),
        h(Button, { tone: "primary", icon: "check", onClick: () => onTake(taken.file) }, t("visitors.camera.use")),
      )
    : h(
        Fragment,
        {},
        h(Button, { onClick: onClose }, t("visitors.cancel")),
        h(Button, { tone: "primary", icon: "camera", disabled: state !== "on", onClick: () => void take() }, t("visitors.camera.take")),
      );
  return h(
    Dialog,
    { open: true, title: t("visitors.camera.title"), lead: t("visitors.camera.lead"), onClose, actions, focus: "lastAction" },
    state === "refused"
      ? h(Notice, { tone: "warning", isLive: true }, t("visitors.camera.refused"))
      : html`<div class="camera">
          <video ref=${video} class="camera-picture" muted playsinline aria-label=${t("visitors.camera.seen")} hidden=${taken !== null}></video>
          ${taken && html`<img class="camera-picture" src=${taken.url} alt=${t("visitors.camera.taken")} />`}
          ${!taken && html`<span class="camera-frame" aria-hidden="true"></span>`}
        </div>`,
  );
}

/** @returns {{ video: { current: HTMLVideoElement | null }, state: "starting" | "on" | "refused" }} */
function useStream() {
  const video = useRef(/** @type {HTMLVideoElement | null} */ (null));
  const [state, setState] = useState(/** @type {"starting" | "on" | "refused"} */ ("starting"));
  useEffect(() => {
    let isOver = false;
    /** @type {MediaStream | null} */
    let stream = null;
    const stop = () => stream?.getTracks().forEach((track) => track.stop());
    const start = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "user", width: { ideal: 1280 }, height: { ideal: 960 } } });
      if (isOver || !video.current) return stop();
      video.current.srcObject = stream;
      await video.current.play();
      setState("on");
    };
    start().catch(() => !isOver && setState("refused"));
    return () => {
      isOver = true;
      stop();
    };
  }, []);
  return { video, state };
}

/** The square in its middle. @param {HTMLVideoElement} video @returns {Promise<File | null>} */
function pictureOf(video) {
  const canvas = document.createElement("canvas");
  canvas.width = SIDE;
  canvas.height = SIDE;
  const side = Math.min(video.videoWidth, video.videoHeight);
  const left = (video.videoWidth - side) / 2;
  const top = (video.videoHeight - side) / 2;
  canvas.getContext("2d")?.drawImage(video, left, top, side, side, 0, 0, SIDE, SIDE);
  return new Promise((resolve) => {
    canvas.toBlob((blob) => resolve(blob && new File([blob], "photo.jpg", { type: "image/jpeg" })), "image/jpeg", 0.9);
  });
}
