import { Dialog } from "../components/dialog.js";
import { Notice } from "../components/notice.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { useCamera } from "./camera.js";
import { scanned } from "./scanned.js";

/**
 * @param {{ isNext: boolean, onCode: (found: { lesson: number | null, code: string }) => void, onClose: () => void }} props
 *   `isNext`: the first of two codes has been read
 */
export function ScanDialog({ isNext, onCode, onClose }) {
  const { video, state } = useCamera((text) => {
    const found = scanned(text);
    if (found) onCode(found);
  });
  return h(
    Dialog,
    { open: true, title: t("checkin.scan.title"), lead: t(isNext ? "checkin.scan.lead_next" : "checkin.scan.lead"), size: "small", focus: "title", onClose },
    state === "refused"
      ? h(Notice, { tone: "warning", isLive: true }, t("checkin.scan.refused"))
      : html`<div class="scan">
          <video ref=${video} muted playsinline aria-label=${t("checkin.scan.video")}></video>
          <span class="scan-frame" aria-hidden="true"></span>
        </div>`,
    state === "starting" && html`<p class="soft small" role="status">${t("checkin.scan.starting")}</p>`,
  );
}
