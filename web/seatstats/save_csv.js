import { get } from "../api.js";
import { Button } from "../components/button.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { refusalText } from "../refusal_text.js";
import { saveBlob } from "../school/save_blob.js";
import { toast } from "../toasts.js";

/** @typedef {{ from: string, to: string, room: string }} Request */

/** The numbers of one plot, as a file. @param {{ by: "hour" | "day" | "category" | "seat", request: Request }} props */
export function SaveCsv({ by, request }) {
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const blob = await get("/api/workstations/statistics/", { ...request, by, format: "csv" }, { as: "blob", timeout: 60_000 });
      saveBlob(`${t("seatstats.file")}-${by}-${request.from}-${request.to}.csv`, blob);
    } catch (error) {
      toast(refusalText(error), { tone: "wrong" });
    } finally {
      setBusy(false);
    }
  };
  return html`<p class="usage-save">${h(Button, { tone: "plain", small: true, icon: "download", busy: isBusy, label: t(`seatstats.csv.${by}`), onClick: () => void save() }, t("seatstats.csv"))}</p>`;
}
