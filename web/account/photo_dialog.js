// Choosing, seeing and sending a picture of oneself. The server turns it upright and cuts it to a square.

import { put } from "../api.js";
import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { UploadField } from "../components/upload_field.js";
import { Fragment, h, html, useSignal } from "../h.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";
import { adoptMyData } from "./my_data.js";

const KINDS = "image/jpeg,image/png,image/webp";
const LIMIT = 10 * 1024 * 1024;

/** @param {{ hasPhoto: boolean, onClose: () => void }} props */
export function PhotoDialog({ hasPhoto, onClose }) {
  const file = useSignal(/** @type {File | null} */ (null));
  const problem = useSignal(/** @type {string | null} */ (null));
  /** Which part is sent; null while nothing is on its way. */
  const sent = useSignal(/** @type {number | null} */ (null));
  const isSending = sent.value !== null;

  async function send() {
    if (!file.value || isSending) return;
    problem.value = null;
    sent.value = 0;
    try {
      const form = new FormData();
      form.append("photo", file.value);
      const changed = await put("/api/me/photo/", undefined, { form, onProgress: (part) => (sent.value = part) });
      await adoptMyData(changed);
      toast(t("account.photo.saved"));
      onClose();
    } catch (error) {
      problem.value = saidOf(error);
    } finally {
      sent.value = null;
    }
  }

  return h(
    Dialog,
    {
      open: true,
      title: t(hasPhoto ? "account.photo.change" : "account.photo.add"),
      lead: t("account.photo.who_sees"),
      isSticky: file.value !== null,
      isBusy: isSending,
      onClose,
      actions: h(
        Fragment,
        {},
        h(Button, { disabled: isSending, onClick: onClose }, t("account.photo.cancel")),
        h(Button, { tone: "primary", disabled: !file.value, busy: isSending, onClick: send }, t("account.photo.save")),
      ),
    },
    html`<div class="photo-pick">
      ${h(UploadField, {
        label: t("account.photo.field"),
        hint: t("account.photo.hint"),
        accept: KINDS,
        maxBytes: LIMIT,
        file: file.value,
        progress: sent.value,
        isUploading: isSending,
        problem: problem.value,
        onPick: (picked) => {
          problem.value = null;
          file.value = picked;
        },
        onRemove: () => (file.value = null),
      })}
    </div>`,
  );
}

/** @param {unknown} error */
function saidOf(error) {
  const refused = /** @type {import("../api.js").ApiError} */ (error);
  return refused.errors?.photo?.[0] ?? refused.errors?.file?.[0] ?? refused.message;
}
