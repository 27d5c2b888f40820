// Everything the place holds about me, as a file (GDPR article 15).

import { api } from "../api.js";
import { Button } from "../components/button.js";
import { Card } from "../components/card.js";
import { Section } from "../components/section.js";
import { h, html, useSignal } from "../h.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";

/** Long records take their time; milliseconds. */
const PATIENCE = 120_000;

export function ExportMyData() {
  const isBusy = useSignal(false);
  async function download() {
    isBusy.value = true;
    try {
      const data = await api("GET", "/api/me/export/", { timeout: PATIENCE });
      const date = new Date().toISOString().slice(0, 10);
      save(JSON.stringify(data, null, 2), t("account.export.file", { date }));
      toast(t("account.export.done"));
    } catch (error) {
      toast(/** @type {Error} */ (error).message, { tone: "wrong" });
    }
    isBusy.value = false;
  }
  return h(
    Section,
    { layout: "beside", title: t("account.export.title"), text: t("account.export.text") },
    h(
      Card,
      {},
      html`<div class="row">
        ${h(Button, { icon: "download", busy: isBusy.value, onClick: download }, t("account.export.button"))}
      </div>`,
    ),
  );
}

/**
 * @param {string} text
 * @param {string} name
 */
function save(text, name) {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
