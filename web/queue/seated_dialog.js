import { Button } from "../components/button.js";
import { CopyText } from "../components/copy_text.js";
import { Dialog } from "../components/dialog.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { spanText } from "../seats/time_left.js";

/** The code for whoever was called, large enough to be read across the desk.
 * @param {{ ticket: import("./shapes.js").Ticket, session: import("../seats/shapes.js").Session, onClose: () => void }} props
 */
export function SeatedDialog({ ticket, session, onClose }) {
  const { access_code, duration_seconds, workstation_name } = session;
  return h(
    Dialog,
    {
      open: true,
      title: t("queue.seated.title", { number: ticket.number }),
      lead: workstation_name
        ? t("queue.seated.at", { seat: workstation_name, time: spanText(duration_seconds) })
        : t("queue.seated.anywhere", { time: spanText(duration_seconds) }),
      onClose,
      focus: "lastAction",
      actions: h(Button, { tone: "primary", onClick: onClose }, t("queue.seated.done")),
    },
    html`<p class="given-code" aria-label=${[...access_code].join(" ")}>${access_code}</p>`,
    h(CopyText, { text: access_code, label: t("queue.seated.code") }),
  );
}
