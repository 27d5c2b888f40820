import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { IconButton } from "./button.js";
import { Field, useField } from "./field.js";
import { fileSize } from "./file_size.js";
import { Icon } from "./icon.js";

/**
 * One file, chosen or dropped. The value of the form is a File or null.
 * @param {import("./field.js").FieldProps & { accept?: string }} props
 */
export function FileField(props) {
  const { form, name, label, hint, required, accept } = props;
  const { id, errors, control, value, attributes } = useField(props);
  const [isOver, setOver] = useState(false);
  const file = value instanceof File ? value : null;
  const drop = (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer?.files[0];
    if (dropped) form.set(name, dropped);
  };
  const clear = () => {
    form.set(name, null);
    // The same file may be picked again, after it was corrected.
    if (control.current instanceof HTMLInputElement) control.current.value = "";
    control.current?.focus();
  };
  return h(Field, { id, label, hint, errors, required }, html`<div class=${`file${isOver ? " file-over" : ""}`}
    onDragOver=${(/** @type {DragEvent} */ event) => { event.preventDefault(); setOver(true); }}
    onDragLeave=${() => setOver(false)} onDrop=${drop}>
    <input ...${attributes} ref=${control} type="file" class="file-input" accept=${accept}
      onChange=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => {
        const picked = event.currentTarget.files?.[0];
        if (picked) form.set(name, picked);
      }} />
    ${h(Icon, { name: file ? "file" : "upload", size: 20 })}
    <span class="file-text">
      ${file
        ? html`<strong class="cut">${file.name}</strong> <span class="soft small">${fileSize(file.size)}</span>`
        : html`<span class="file-call">${t("core.field.file.choose")}</span> <span class="soft small file-drop">${t("core.field.file.drop")}</span>`}
    </span>
    ${file && h(IconButton, { icon: "cross", label: t("core.field.file.remove", { name: file.name }), small: true, onClick: clear })}
  </div>`);
}
