import { ApiError, del, get } from "../api.js";
import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { Fragment, h, useState } from "../h.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";
import { PhotoField } from "./photo_field.js";
import { sendPhoto } from "./send_photo.js";

/** @typedef {import("./shapes.js").Visitor} Visitor */

/** @param {{ visitor: Visitor, onClose: () => void, onChanged: (visitor: Visitor) => void }} props */
export function PhotoDialog({ visitor, onClose, onChanged }) {
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  const [sent, setSent] = useState(/** @type {number | null} */ (null));
  const [problem, setProblem] = useState(/** @type {string | null} */ (null));
  /** @param {() => Promise<Visitor>} deed @param {"visitors.photo.saved" | "visitors.photo.removed"} said */
  const run = async (deed, said) => {
    setProblem(null);
    setSent(0);
    try {
      onChanged(await deed());
      toast(t(said), { tone: "good" });
      onClose();
    } catch (error) {
      setProblem(error instanceof ApiError ? (error.errors.photo?.[0] ?? error.message) : t("core.error.unexpected"));
      setSent(null);
    }
  };
  const isBusy = sent !== null;
  return h(
    Dialog,
    {
      open: true,
      title: t(visitor.photo ? "visitors.photo.change" : "visitors.photo.add"),
      onClose,
      isBusy,
      isSticky: file !== null,
      actions: h(
        Fragment,
        {},
        visitor.photo &&
          h(Button, { tone: "plain", icon: "trash", disabled: isBusy, onClick: () => void run(() => del(`/api/visitors/${visitor.id}/photo/`).then(() => get(`/api/visitors/${visitor.id}/`)), "visitors.photo.removed") }, t("visitors.photo.remove")),
        h(Button, { disabled: isBusy, onClick: onClose }, t("visitors.cancel")),
        h(Button, { tone: "primary", busy: isBusy, disabled: !file, onClick: () => file && void run(() => sendPhoto(visitor.id, file, setSent), "visitors.photo.saved") }, t("visitors.save")),
      ),
    },
    h(PhotoField, { file, progress: sent, isUploading: isBusy, problem, onPick: setFile, onRemove: () => setFile(null) }),
  );
}
