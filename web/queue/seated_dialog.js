import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { h } from "../h.js";
import { t } from "../i18n.js";
import { CodeShown } from "../seats/code_shown.js";

/** The code for whoever was called.
 * @param {{ ticket: import("./shapes.js").Ticket, session: import("../seats/shapes.js").Session, onClose: () => void }} props
 */
export function SeatedDialog({ ticket, session, onClose }) {
  return h(
    Dialog,
    {
      open: true,
      title: t("queue.seated.title", { number: ticket.number }),
      lead: session.workstation_name ? undefined : t("queue.seated.anywhere"),
      onClose,
      focus: "title",
      actions: h(Button, { tone: "primary", onClick: onClose }, t("queue.seated.done")),
    },
    h(CodeShown, { session }),
  );
}
