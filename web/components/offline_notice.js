import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { online } from "../offline.js";
import { Icon } from "./icon.js";

/** A line above the page while the place cannot be reached. */
export function OfflineNotice() {
  return html`<div class="offline" role="status">${!online.value && h(OfflineLine, {})}</div>`;
}

/** What it says. */
export function OfflineLine() {
  return html`<p class="offline-line">${h(Icon, { name: "offline", size: 18 })}<span>${t("core.shell.offline")}</span></p>`;
}
