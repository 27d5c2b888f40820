import { Button } from "../components/button.js";
import { UploadField } from "../components/upload_field.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { CameraDialog, hasCamera } from "./camera_dialog.js";

/** Bytes that the API takes. */
const LIMIT = 10 * 1024 * 1024;

/**
 * A picture, from a file or from the camera of the desk.
 * @param {{ file: File | null, progress?: number | null, isUploading?: boolean, problem?: string | null, onPick: (file: File) => void,
 *   onRemove?: () => void }} props
 */
export function PhotoField(props) {
  const [isOpen, setOpen] = useState(false);
  return html`<div class="photo-field">
    ${h(UploadField, { ...props, label: t("visitors.photo"), hint: t("visitors.photo.hint"), accept: "image/jpeg,image/png,image/webp", maxBytes: LIMIT })}
    ${hasCamera() && html`<div>${h(Button, { icon: "camera", small: true, disabled: props.isUploading, onClick: () => setOpen(true) }, t("visitors.photo.camera"))}</div>`}
    ${isOpen &&
    h(CameraDialog, {
      onTake: (file) => {
        setOpen(false);
        props.onPick(file);
      },
      onClose: () => setOpen(false),
    })}
  </div>`;
}
