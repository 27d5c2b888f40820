// Deciding about an absence: excused, or not and why, and until when something better can be brought.

import { post } from "../api.js";
import { ApiError } from "../api_error.js";
import { Button } from "../components/button.js";
import { DateField } from "../components/date_field.js";
import { Form } from "../components/form.js";
import { Notice } from "../components/notice.js";
import { Segments } from "../components/segments.js";
import { TextArea } from "../components/text_area.js";
import { useForm } from "../forms.js";
import { Fragment, h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { dateAt } from "../school/lesson_when.js";
import { toast } from "../toasts.js";
import { LONGEST_REASON } from "./shapes.js";

/** @typedef {import("./shapes.js").Absence} Absence */

/**
 * What was decided once can be changed, but is not offered as if nothing had been.
 * @param {{ absence: Absence, onDone: (absence: Absence) => void, onChanged: () => void }} props `onChanged`: somebody else was faster
 */
export function Decision({ absence, onDone, onChanged }) {
  const [isChanging, setChanging] = useState(false);
  const isDecided = absence.decided_at !== null && (absence.status === "accepted" || absence.status === "refused");
  if (isDecided && !isChanging) return h(Button, { icon: "edit", onClick: () => setChanging(true) }, t("absences.decision.change"));
  const done = (/** @type {Absence} */ decided) => {
    setChanging(false);
    onDone(decided);
  };
  return h(Deciding, { absence, onDone: done, onChanged, onCancel: isDecided ? () => setChanging(false) : undefined });
}

/** @param {{ absence: Absence, onDone: (absence: Absence) => void, onChanged: () => void, onCancel?: () => void }} props */
function Deciding({ absence, onDone, onChanged, onCancel }) {
  const { form, hasChanged } = useDeciding(absence, onDone, onChanged);
  const { accept } = form.values.value;
  return h(
    Fragment,
    {},
    hasChanged && h(Notice, { tone: "warning", title: t("absences.decision.changed"), isLive: true }, t("absences.decision.changed_text")),
    h(
      Form,
      {
        form,
        submit: t(accept === "yes" ? "absences.decision.accept" : "absences.decision.refuse"),
        tone: accept === "yes" ? "primary" : "danger",
        cancel: onCancel && { onClick: onCancel },
      },
      h(Segments, {
        label: t("absences.decision.label"),
        value: accept,
        wide: true,
        options: /** @type {("yes" | "no")[]} */ (["yes", "no"]).map((value) => ({ value, label: t(`absences.decision.${value}`) })),
        onPick: (/** @type {"yes" | "no"} */ value) => form.set("accept", value),
      }),
      html`<p class="soft small">${t(`absences.decision.effect.${accept}`)}</p>`,
      h(TextArea, {
        form,
        name: "reason",
        label: t("absences.decision.reason"),
        hint: t("absences.decision.reason_hint"),
        required: accept === "no",
        rows: 3,
        maxlength: LONGEST_REASON,
      }),
      accept === "no" &&
        h(DateField, { form, name: "deadline", label: t("absences.decision.deadline"), hint: t("absences.decision.deadline_hint"), required: false, min: dateAt() }),
    ),
  );
}

/** @param {Absence} absence @param {(absence: Absence) => void} onDone @param {() => void} onChanged */
function useDeciding(absence, onDone, onChanged) {
  const [hasChanged, setChanged] = useState(false);
  const form = useForm({
    initial: { accept: /** @type {"yes" | "no"} */ (absence.status === "refused" ? "no" : "yes"), reason: "", deadline: "" },
    send: async ({ accept, reason, deadline }) => {
      const body = { accept: accept === "yes", reason: reason.trim(), row_version: absence.row_version, ...(accept === "no" && deadline && { deadline }) };
      try {
        setChanged(false);
        return /** @type {Absence | null} */ (await post(`/api/absences/${absence.id}/decision/`, body));
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 409) throw error;
        // It is shown as it is now before it is decided again; what was typed stays.
        setChanged(true);
        onChanged();
        return null;
      }
    },
    done: (decided) => {
      if (!decided) return;
      toast(t(decided.status === "accepted" ? "absences.decision.accepted" : "absences.decision.refused"), { tone: "good" });
      onDone(decided);
    },
  });
  return { form, hasChanged };
}
