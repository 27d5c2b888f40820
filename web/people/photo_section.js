// A person's photo: shown, replaced, taken away.

import { ApiError, api, del } from "../api.js";
import { Button } from "../components/button.js";
import { confirm } from "../components/confirm.js";
import { Section } from "../components/section.js";
import { UploadField } from "../components/upload_field.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";
import { fullName } from "./person.js";

/** Bytes that the API takes. */
const LIMIT = 10 * 1024 * 1024;

/**
 * @param {{ account: import("./person.js").Account, onChanged: () => Promise<void> }} props
 */
export function PhotoSection({ account, onChanged }) {
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  const [progress, setProgress] = useState(0);
  const [problem, setProblem] = useState(/** @type {string | null} */ (null));

  /** @param {File} picked */
  const send = async (picked) => {
    const form = new FormData();
    form.append("photo", picked);
    setProblem(null);
    setProgress(0);
    setFile(picked);
    try {
      await api("PUT", `/api/users/${account.id}/photo/`, { form, onProgress: setProgress });
      await onChanged();
      toast(t("people.photo.saved"), { tone: "good" });
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setFile(null);
    }
  };
  const remove = async () => {
    const isSure = await confirm({
      title: t("people.photo.removeTitle"),
      text: t("people.photo.removeText", { name: fullName(account) }),
      action: t("people.photo.remove"),
      danger: true,
    });
    if (!isSure) return;
    try {
      await del(`/api/users/${account.id}/photo/`);
      await onChanged();
      toast(t("people.photo.removed"), { tone: "good" });
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return h(
    Section,
    { title: t("people.photo.title"), card: true },
    html`<div class="photo">
        ${h(UploadField, {
          label: account.photo ? t("people.photo.replace") : t("people.photo.add"),
          hint: t("people.photo.hint"),
          accept: "image/jpeg,image/png,image/webp",
          maxBytes: LIMIT,
          file,
          progress,
          isUploading: file !== null,
          problem,
          onPick: (picked) => void send(picked),
        })}
        ${account.photo
          ? h(Button, { tone: "plain", small: true, icon: "trash", onClick: () => void remove() }, t("people.photo.remove"))
          : null}
    </div>`,
  );
}

/** @param {unknown} error */
function problemOf(error) {
  if (!(error instanceof ApiError)) throw error;
  return error.errors.photo?.[0] ?? error.message;
}
