import { h, html, useEffect, useId, useRef, useState } from "../h.js";
import { t } from "../i18n.js";
import { Button } from "./button.js";
import { FieldNotes } from "./field.js";
import { fileSize } from "./file_size.js";
import { Icon } from "./icon.js";
import { Progress } from "./progress.js";

/**
 * @typedef {{
 *   label: string,
 *   hint?: string,
 *   accept?: string,
 *   maxBytes?: number,
 *   file: File | null,
 *   currentUrl?: string | null,
 *   progress?: number | null,
 *   isUploading?: boolean,
 *   isDisabled?: boolean,
 *   problem?: string | null,
 *   onPick: (file: File) => void,
 *   onRemove?: () => void,
 *   onCancel?: () => void,
 * }} UploadFieldProps `progress` 0 to 1, null while unknown; `currentUrl` a picture that is already there
 */

/**
 * A place to drop one file, or to choose it, with its preview and the progress of its journey. What is too big or of
 * the wrong kind is refused here, before it travels; the server judges again.
 * @param {UploadFieldProps} props
 */
export function UploadField(props) {
  const { label, hint, accept, maxBytes, file, isUploading, isDisabled, problem, onPick } = props;
  const [refused, setRefused] = useState("");
  const id = useId();
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const errors = [refused, problem ?? ""].filter(Boolean);
  const cannot = Boolean(isUploading || isDisabled);

  /** @param {File | null | undefined} picked */
  const take = (picked) => {
    if (!picked || cannot) return;
    const reason = refusal(picked, accept, maxBytes);
    setRefused(reason);
    if (!reason) onPick(picked);
  };
  /** @param {Event} event */
  const onChange = (event) => {
    const control = /** @type {HTMLInputElement} */ (event.currentTarget);
    take(control.files?.[0]);
    // The same file may be picked again, after it was corrected.
    control.value = "";
  };
  const { isOver, handlers } = useDrop(take, cannot);
  const described = [hint && `${id}-hint`, errors.length && `${id}-errors`].filter(Boolean).join(" ");

  return html`<div class=${errors.length ? "field field-wrong" : "field"}>
    <label class="field-label" for=${id}>${label}</label>
    <div class=${`upload ${isOver ? "is-over" : ""} ${cannot ? "is-off" : ""}`} ...${handlers}>
      ${h(Preview, { file, currentUrl: props.currentUrl ?? null })}
      <div class="upload-text">
        <input
          ref=${input}
          id=${id}
          class="upload-input"
          type="file"
          accept=${accept}
          disabled=${cannot}
          aria-invalid=${errors.length ? "true" : undefined}
          aria-describedby=${described || undefined}
          onChange=${onChange}
        />
        ${h(UploadState, { ...props, input })}
      </div>
    </div>
    ${h(FieldNotes, { id, hint, errors })}
  </div>`;
}

/** @param {(file: File | undefined) => void} take @param {boolean} cannot */
function useDrop(take, cannot) {
  const [isOver, setOver] = useState(false);
  /** @param {DragEvent} event */
  const onDrop = (event) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer?.files[0]);
  };
  /** @param {DragEvent} event */
  const onDragOver = (event) => {
    // Refused here, the browser would open the file instead of the page.
    event.preventDefault();
    if (!cannot) setOver(true);
  };
  return { isOver, handlers: { onDrop, onDragOver, onDragLeave: () => setOver(false) } };
}

/** What is chosen, and what can be done with it. @param {UploadFieldProps & { input: { current: HTMLInputElement | null } }} props */
function UploadState({ file, currentUrl, progress, isUploading, isDisabled, input, onRemove, onCancel }) {
  return html`${file
    ? html`<p class="upload-name"><strong>${file.name}</strong> <span class="soft small figures">${fileSize(file.size)}</span></p>`
    : html`<p><span class="upload-call">${t("core.upload.choose")}</span> <span class="soft upload-drop">${t("core.upload.drop")}</span></p>`}
  ${isUploading
    ? h(Progress, { label: t("core.upload.sending"), value: progress ?? null, max: 1 })
    : h(UploadTools, { file, currentUrl, isDisabled, input, onRemove })}
  ${isUploading && onCancel && html`<p>${h(Button, { small: true, onClick: onCancel }, t("core.upload.cancel"))}</p>`}`;
}

/** @param {Pick<UploadFieldProps, "file" | "currentUrl" | "isDisabled" | "onRemove"> & { input: { current: HTMLInputElement | null } }} props */
function UploadTools({ file, currentUrl, isDisabled, input, onRemove }) {
  if (!file && !currentUrl) return null;
  return html`<p class="row">
    ${h(Button, { small: true, disabled: isDisabled, onClick: () => input.current?.click() }, t("core.upload.replace"))}
    ${onRemove &&
    h(Button, { small: true, tone: "plain", icon: "trash", disabled: isDisabled, onClick: onRemove }, t("core.upload.remove"))}
  </p>`;
}

/** @param {{ file: File | null, currentUrl: string | null }} props */
function Preview({ file, currentUrl }) {
  const [url, setUrl] = useState("");
  useEffect(() => {
    if (!file?.type.startsWith("image/")) {
      setUrl("");
      return;
    }
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  const source = url || (file ? "" : currentUrl);
  if (source) return html`<img class="upload-preview" src=${source} alt="" />`;
  return html`<span class="upload-preview">${h(Icon, { name: file ? "file" : "upload", size: 26 })}</span>`;
}

/** @param {File} file @param {string | undefined} accept @param {number | undefined} maxBytes */
function refusal(file, accept, maxBytes) {
  if (maxBytes && file.size > maxBytes) return t("core.upload.too_big", { size: fileSize(file.size), most: fileSize(maxBytes) });
  if (accept && !isAccepted(file, accept)) return t("core.upload.wrong_kind", { name: file.name });
  return "";
}

/** As the attribute `accept` has it; the browser does not ask it of a file that is dropped. @param {File} file @param {string} accept */
export function isAccepted(file, accept) {
  return accept.split(",").some((one) => {
    const kind = one.trim().toLowerCase();
    if (kind.startsWith(".")) return file.name.toLowerCase().endsWith(kind);
    if (kind.endsWith("/*")) return file.type.startsWith(kind.slice(0, -1));
    return file.type === kind;
  });
}
