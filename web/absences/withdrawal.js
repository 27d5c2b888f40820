// Taking back what one has declared, while nobody has decided about it.

import { post } from "../api.js";
import { ApiError } from "../api_error.js";
import { Button } from "../components/button.js";
import { confirm } from "../components/confirm.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";

/** @param {{ absence: import("./shapes.js").Absence, onDone: () => void }} props */
export function Withdrawal({ absence, onDone }) {
  const [isBusy, setBusy] = useState(false);
  const withdraw = async () => {
    const asking = { title: t("absences.withdraw.title"), text: t("absences.withdraw.text"), action: t("absences.withdraw.action") };
    if (!(await confirm({ ...asking, danger: true }))) return;
    setBusy(true);
    try {
      await post(`/api/absences/${absence.id}/withdrawal/`, { row_version: absence.row_version });
      toast(t("absences.withdraw.done"), { tone: "good" });
    } catch (error) {
      toast(error instanceof ApiError ? error.message : t("core.error.unexpected"), { tone: "wrong" });
    } finally {
      setBusy(false);
      // Whether it was taken back or decided about meanwhile: it is shown as it is.
      onDone();
    }
  };
  return html`<p class="absence-withdrawal">
    ${h(Button, { small: true, icon: "trash", busy: isBusy, onClick: () => void withdraw() }, t("absences.withdraw.open"))}
    <span class="soft small">${t("absences.withdraw.hint")}</span>
  </p>`;
}
