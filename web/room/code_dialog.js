import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { h } from "../h.js";
import { t } from "../i18n.js";
import { CodeShown } from "../seats/code_shown.js";

/** A code that was given earlier. @param {{ session: import("../seats/shapes.js").Session, onClose: () => void }} props */
export function CodeDialog({ session, onClose }) {
  return h(
    Dialog,
    { open: true, title: t("room.code.title"), onClose, focus: "title", actions: h(Button, { tone: "primary", onClick: onClose }, t("room.code.done")) },
    h(CodeShown, { session }),
  );
}
