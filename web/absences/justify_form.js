// Bringing what excuses an absence: a photo, a PDF, or words.

import { api } from "../api.js";
import { ApiError } from "../api_error.js";
import { Form } from "../components/form.js";
import { TextArea } from "../components/text_area.js";
import { UploadField } from "../components/upload_field.js";
import { useForm } from "../forms.js";
import { h, html, useRef, useState } from "../h.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";
import { ACCEPTED, LONGEST_REASON, MOST_BYTES, MOST_DOCUMENTS } from "./shapes.js";

/** @typedef {import("./shapes.js").Absence} Absence */

/** @param {{ absence: Absence, onDone: () => void }} props */
export function JustifyForm({ absence, onDone }) {
  const { form, progress, cancel } = useJustifying(absence, onDone);
  const { file } = form.values.value;
  const isFull = absence.documents >= MOST_DOCUMENTS;
  return html`<div class="absence-justify">
    ${h(
      Form,
      { form, submit: t(absence.documents ? "absences.justify.add" : "absences.justify.action") },
      isFull
        ? html`<p class="soft small">${t("absences.justify.full", { count: MOST_DOCUMENTS })}</p>`
        : h(UploadField, {
            label: t("absences.justify.file"),
            hint: t("absences.justify.hint", { count: MOST_DOCUMENTS }),
            accept: ACCEPTED,
            maxBytes: MOST_BYTES,
            file,
            isUploading: form.busy.value && file !== null,
            progress,
            problem: form.errors("file").join(" ") || null,
            onPick: (picked) => form.set("file", picked),
            onRemove: () => form.set("file", null),
            onCancel: cancel,
          }),
      h(TextArea, {
        form,
        name: "reason",
        label: t("absences.justify.reason"),
        hint: t("absences.justify.reason_hint"),
        rows: 3,
        maxlength: LONGEST_REASON,
      }),
    )}
  </div>`;
}

/** @param {Absence} absence @param {() => void} onDone */
function useJustifying(absence, onDone) {
  const [progress, setProgress] = useState(/** @type {number | null} */ (null));
  const stop = useRef(/** @type {AbortController | null} */ (null));
  const form = useForm({
    initial: { file: /** @type {File | null} */ (null), reason: absence.reason },
    send: async ({ file, reason }) => {
      const text = reason.trim();
      if (!file && (!text || text === absence.reason)) {
        throw new ApiError(400, { code: "invalid", message: t("absences.problem.form"), errors: { file: [t("absences.problem.nothing")] } });
      }
      const body = new FormData();
      if (file) body.append("file", file, file.name);
      if (text) body.append("reason", text);
      stop.current = new AbortController();
      setProgress(0);
      try {
        return await api("POST", `/api/absences/${absence.id}/justification/`, { form: body, signal: stop.current.signal, onProgress: setProgress });
      } catch (error) {
        if (stop.current.signal.aborted) throw new ApiError(0, { code: "cancelled", message: t("absences.justify.cancelled") });
        throw error;
      } finally {
        setProgress(null);
      }
    },
    done: (_, { reason }) => {
      form.reset({ file: null, reason: reason.trim() });
      toast(t("absences.justify.done"), { tone: "good" });
      onDone();
    },
  });
  return { form, progress, cancel: () => stop.current?.abort() };
}
